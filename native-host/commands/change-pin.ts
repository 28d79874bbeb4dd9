// change-pin: changes the user PIN. Done means that the token took the new one at a login.
import type { Command } from './command.ts';
import { encodePin, findToken } from './open-token-session.ts';

/** @throws AppError PIN_*, TOKEN_*, OPERATION_IN_PROGRESS, DRIVER_* */
export const changePin: Command<'change-pin'> = async ({ tokenId, certificateHash, oldPin, newPin }, context) => {
  const { driver, name } = await findToken(context, tokenId, certificateHash ?? null);
  await context.locks.during(name, async () => {
    await driver.refresh();
    await driver.changePin(name, encodePin(oldPin), encodePin(newPin));
  });
  return {};
};
