// unblock-pin: sets a new user PIN with the administrator's. Done means that the token took the new one at a login.
import type { Command } from './command.ts';
import { encodePin, findToken } from './open-token-session.ts';

/** @throws AppError ADMIN_PIN_*, PIN_*, TOKEN_*, OPERATION_IN_PROGRESS, DRIVER_* */
export const unblockPin: Command<'unblock-pin'> = async ({ tokenId, certificateHash, adminPin, newPin }, context) => {
  const { driver, name } = await findToken(context, tokenId, certificateHash ?? null);
  await context.locks.during(name, async () => {
    await driver.refresh();
    await driver.unblockPin(name, encodePin(adminPin), encodePin(newPin));
  });
  return {};
};
