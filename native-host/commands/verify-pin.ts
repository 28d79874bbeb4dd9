// verify-pin: logs in to the token and out again.
import type { Command } from './command.ts';
import { encodePin, findToken } from './open-token-session.ts';

/** @throws AppError PIN_*, TOKEN_*, DRIVER_* */
export const verifyPin: Command<'verify-pin'> = async ({ tokenId, certificateHash, pin }, context) => {
  const { driver, name } = await findToken(context, tokenId, certificateHash);
  const session = await driver.openSession(name, encodePin(pin));
  await session.close();
  return {};
};
