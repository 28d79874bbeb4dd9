// The way from a token id to the token, and to a logged-in session on it.
import type { TokenDriver, TokenIdentity, TokenName, TokenSession } from '../token/driver.ts';
import type { CommandContext } from './command.ts';

export interface FoundToken<N extends TokenName = TokenName> {
  readonly driver: TokenDriver;
  readonly name: N;
}

/**
 * The token that is meant, as its driver knows it.
 * @throws AppError TOKEN_REMOVED, DRIVER_*
 */
export async function findToken<H extends string | null>(
  context: Pick<CommandContext, 'openDrivers'>,
  tokenId: string,
  certificateHash: H,
): Promise<FoundToken<TokenName & { readonly certificateHash: H }>> {
  const drivers = await context.openDrivers();
  const { driver, serialNumber, label } = await drivers.findToken(tokenId);
  return { driver, name: { serialNumber, label, certificateHash } };
}

export interface OpenToken {
  readonly session: TokenSession;
  readonly identity: TokenIdentity;
}

/**
 * Finds the token that holds the certificate and logs in. The caller closes the session.
 * @param pin left out when the reader has its own pad
 * @throws AppError TOKEN_*, PIN_*, DRIVER_*
 */
export async function openTokenSession(
  context: Pick<CommandContext, 'openDrivers'>,
  tokenId: string,
  certificateHash: string,
  pin: string | undefined,
): Promise<OpenToken> {
  const { driver, name } = await findToken(context, tokenId, certificateHash);
  const session = await driver.openSession(name, pin ?? null);
  return { session, identity: name };
}
