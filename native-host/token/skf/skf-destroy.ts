// Removing containers: only what can be named for certain. The standard removes keys and certificates only together.
import { AppError } from '../../../shared/errors/app-error.ts';
import { hashCertificate } from '../../hash-certificate.ts';
import { decodePublicKey, isSameKey } from '../public-key.ts';
import { recallContainers, type SkfContainer } from './skf-containers.ts';
import { toCString } from './skf-library.ts';
import type { SkfToken } from './skf-token.ts';

const pairsOf = ({ signing, encryption }: SkfContainer) => [signing, encryption];

/** See TokenSession.destroyKeyPair. @throws AppError TOKEN_FAILED, SkfError */
export function destroyKeyPair(token: SkfToken, label: string, publicKey: Uint8Array | null): number {
  const container = recallContainers(token).find(({ name }) => name === label);
  if (!container) return 0;
  const wanted = publicKey && decodePublicKey(publicKey);
  const { key } = container.signing;
  if (publicKey && key && !(wanted && isSameKey(key, wanted))) refuse('key is not the one claimed');
  if (pairsOf(container).some(({ certificate }) => certificate)) refuse('key in use by a certificate');
  const keyCount = pairsOf(container).filter((pair) => pair.key).length * 2;
  destroy(token, container);
  return keyCount;
}

/** See TokenSession.destroyCertificate. @throws AppError TOKEN_FAILED, TOKEN_UNSUPPORTED, SkfError */
export function destroyCertificate(token: SkfToken, certificateHash: string): void {
  const isMeant = (der: Uint8Array | null) => der !== null && hashCertificate(der) === certificateHash;
  const container = recallContainers(token).find((one) => pairsOf(one).some(({ certificate }) => isMeant(certificate)));
  if (!container) return;
  // With the container of the pair both keys go: the caller names its signing certificate, and the clerk was told.
  if (!isMeant(container.signing.certificate))
    throw new AppError('TOKEN_UNSUPPORTED', { reason: 'encryption certificate of a pair' });
  destroy(token, container);
}

function destroy(token: SkfToken, container: SkfContainer): void {
  if (!container.isRead) refuse('container unreadable');
  token.library.call('SKF_DeleteContainer', token.application, toCString(container.nameBytes));
  token.memory.containers = null;
  if (recallContainers(token).some(({ name }) => name === container.name)) refuse('container not removed');
}

function refuse(reason: string): never {
  throw new AppError('TOKEN_FAILED', { reason });
}
