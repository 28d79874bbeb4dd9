// The way from a token id to a logged-in session.
import type { TokenIdentity, TokenSession } from '../token/driver.ts';
import type { CommandContext } from './command.ts';

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
  context: CommandContext,
  tokenId: string,
  certificateHash: string,
  pin: string | undefined,
): Promise<OpenToken> {
  const drivers = await context.openDrivers();
  const { driver, serialNumber, label } = await drivers.findToken(tokenId);
  const identity = { serialNumber, label, certificateHash };
  const session = await driver.openSession(identity, pin ?? null);
  return { session, identity };
}
