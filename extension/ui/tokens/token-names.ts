// How the page tells plugged-in tokens apart: by id, and by a certificate where two call themselves alike.
import type { Token } from '../../../shared/protocol/messages.ts';

/** What a command of the host names a token by. */
export interface TokenRef {
  readonly tokenId: string;
  /** Left out for a token without certificates. */
  readonly certificateHash?: string;
}

/** Names one of `tokens`: by a certificate of its own, with its key where there is one. */
export function nameToken(token: Token, tokens: readonly Token[]): TokenRef {
  const { tokenId } = token;
  const twins = tokens.filter((other) => other !== token && other.tokenId === tokenId);
  const isOnTwin = (hash: string) =>
    twins.some(({ certificates }) => certificates.some((other) => other.hash === hash));
  const own = token.certificates.filter(({ hash }) => !isOnTwin(hash));
  const certificate = own.find(({ hasPrivateKey }) => hasPrivateKey) ?? own[0] ?? token.certificates[0];
  return { tokenId, ...(certificate ? { certificateHash: certificate.hash } : {}) };
}

/** One string for a token; the same after a renewal, unless two call themselves alike. */
export function keyOfToken(token: Token, tokens: readonly Token[]): string {
  const hasTwin = tokens.some((other) => other !== token && other.tokenId === token.tokenId);
  return hasTwin ? `${token.tokenId}:${nameToken(token, tokens).certificateHash ?? ''}` : token.tokenId;
}

/** The token of this key; of an id that is the only one of its kind, too. */
export function findToken(tokens: readonly Token[], key: string): Token | undefined {
  const exact = tokens.find((token) => keyOfToken(token, tokens) === key);
  if (exact) return exact;
  const alike = tokens.filter(({ tokenId }) => tokenId === key.split(':')[0]);
  return alike.length === 1 ? alike[0] : undefined;
}

/** Units on the token, each once; certificates of authorities are nobody's. */
export function listUnitNames({ certificates }: Token): string[] {
  const names = certificates.filter(({ usage }) => usage !== 'other').map(({ unitName }) => unitName);
  return [...new Set(names.filter((name) => name !== ''))];
}
