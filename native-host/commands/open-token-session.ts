// The way from a token id to the token, and to a logged-in session on it.
import type { HostedDriver, TokenName, TokenSession } from '../token/driver.ts';
import type { CommandContext } from './command.ts';

export interface FoundToken<N extends TokenName = TokenName> {
  readonly driver: HostedDriver;
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

/** A PIN as drivers take it. Left out by the window when the reader has its own pad. */
export const encodePin = (pin: string | undefined) => (pin === undefined ? null : Buffer.from(pin, 'utf8'));

/**
 * Logs in to the token as it is now, whoever changed it since it was listed. To be called under its lock. The caller
 * closes the session: the driver's next processes start then, and not beside this session's work.
 * @param followers how many more such sessions are likely to come soon
 * @throws AppError TOKEN_*, PIN_*, DRIVER_*
 */
export async function openFreshSession(
  { driver, name }: FoundToken,
  pin: string | undefined,
  followers = 1,
): Promise<TokenSession> {
  await driver.refresh();
  const session = await driver.openSession(name, encodePin(pin));
  return {
    ...session,
    close: async () => {
      await session.close();
      driver.prepareRefresh(followers);
    },
  };
}
