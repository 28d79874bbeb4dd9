// Changing a user PIN, and setting a new one as administrator: done only when a login with the new one proves it.
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { checkLength, checkPin, explainPinErrors, logIn, logOutQuietly } from './pkcs11-login.ts';
import { isPinTypedOnReader, readAdminPinState, readPinLimits } from './pkcs11-snapshot.ts';
import { assertSameToken, type OpenToken } from './pkcs11-token.ts';

/** @param oldPin null, like `newPin`, when they are typed on the reader. @throws AppError PIN_*, TOKEN_* */
export function changePin(token: OpenToken, oldPin: Uint8Array | null, newPin: Uint8Array | null): void {
  const { info, session } = token;
  const { library, handle } = session;
  checkPin(info, oldPin);
  if (isPinTypedOnReader(info)) {
    // The reader asks for the old PIN once and for the new one twice; to log in as well would only ask more often.
    assertSameToken(token);
    explainPinErrors(token, 'set-pin', () => library.C_SetPIN(handle, null, null));
    assertSameToken(token);
    return;
  }
  checkLength(info, newPin);
  // First, so that a wrong old PIN and a new one that the token refuses are told apart.
  logInToChange(token, oldPin);
  assertSameToken(token);
  explainPinErrors(token, 'set-pin', () => library.C_SetPIN(handle, oldPin, newPin));
  assertSameToken(token);
  logOutQuietly(session);
  proveNewPin(token, newPin, oldPin);
}

/** A PIN that ran out is right, and good for nothing but being changed (PKCS#11 v2.40 §5.1.6, CKR_PIN_EXPIRED). */
function logInToChange(token: OpenToken, pin: Uint8Array | null): void {
  try {
    logIn(token, 'user', pin);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'PIN_EXPIRED') throw error;
  }
}

/** @param adminPin null, like `newPin`, when they are typed on the reader. @throws AppError PIN_*, ADMIN_PIN_*, TOKEN_* */
export function unblockPin(token: OpenToken, adminPin: Uint8Array | null, newPin: Uint8Array | null): void {
  const { info, session } = token;
  const { library, handle } = session;
  const pinState = readAdminPinState(info);
  if (pinState === 'locked') throw new AppError('ADMIN_PIN_LOCKED', { pinState });
  const isOnReader = isPinTypedOnReader(info);
  if (!isOnReader) {
    checkAdminPin(token, adminPin);
    checkLength(info, newPin);
  }
  assertSameToken(token);
  logIn(token, 'admin', adminPin);
  assertSameToken(token);
  explainPinErrors(token, 'unblock', () => library.C_InitPIN(handle, isOnReader ? null : newPin));
  assertSameToken(token);
  logOutQuietly(session);
  if (!isOnReader) proveNewPin(token, newPin, null);
}

/** Only the least length holds for an administrator's PIN: on some tokens it is a key in hexadecimal, longer than any user PIN. */
function checkAdminPin({ info }: OpenToken, adminPin: Uint8Array | null): void {
  if (!adminPin?.length) throw new AppError('PIN_EMPTY');
  const { minLength, maxLength } = readPinLimits(info);
  if (adminPin.length < minLength) throw new AppError('PIN_LENGTH', { minLength, maxLength });
}

/** A driver that says OK and changed nothing must not leave the clerk with a PIN that does not work. */
function proveNewPin(token: OpenToken, newPin: Uint8Array | null, oldPin: Uint8Array | null): void {
  try {
    logIn(token, 'user', newPin);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'PIN_INCORRECT') throw error;
    // The old one was right a moment ago: it gives back the try that this cost.
    if (oldPin !== null) logIn(token, 'user', oldPin);
    throw new AppError('TOKEN_FAILED', { reason: 'PIN not changed' }, { cause: error });
  }
}
