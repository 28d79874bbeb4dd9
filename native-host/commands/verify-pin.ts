// verify-pin: logs in to the token and out again.
import type { Command } from './command.ts';
import { openTokenSession } from './open-token-session.ts';

/** @throws AppError PIN_*, TOKEN_*, DRIVER_* */
export const verifyPin: Command<'verify-pin'> = async ({ tokenId, certificateHash, pin }, context) => {
  const { session } = await openTokenSession(context, tokenId, certificateHash, pin);
  await session.close();
  return {};
};
