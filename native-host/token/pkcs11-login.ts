// Logging in to a token: what is checked before a try is spent, and what a refusal means.

import { AppError } from '../../shared/errors/app-error.ts';
import type { OpenSession } from './pkcs11-attributes.ts';
import { isAlreadyLoggedIn, type PinOccasion, toTokenError } from './pkcs11-error.ts';
import type { LibraryTokenInfo } from './pkcs11-library.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { isPinTypedOnReader, readAdminPinState, readPinLimits, readPinState } from './pkcs11-snapshot.ts';
import type { OpenToken } from './pkcs11-token.ts';

/** Refuses what would only cost the clerk a try. An empty PIN must never reach a driver (CVE-2023-40660). */
export function checkPin(info: LibraryTokenInfo, pin: Uint8Array | null): void {
  const pinState = readPinState(info);
  if (pinState === 'locked') throw new AppError('PIN_LOCKED', { pinState });
  if (pinState === 'not-set') throw new AppError('TOKEN_NOT_READY', { reason: 'no user PIN' });
  if (!isPinTypedOnReader(info)) checkLength(info, pin);
}

/** @throws AppError PIN_EMPTY, PIN_LENGTH (`minLength`, `maxLength` in bytes) */
export function checkLength(info: LibraryTokenInfo, pin: Uint8Array | null): void {
  if (!pin?.length) throw new AppError('PIN_EMPTY');
  const { minLength, maxLength } = readPinLimits(info);
  if (maxLength > 0 && (pin.length < minLength || pin.length > maxLength))
    throw new AppError('PIN_LENGTH', { minLength, maxLength });
}

/**
 * Logs in, as the user or as the administrator.
 * @throws AppError PIN_*, ADMIN_PIN_* with `pinState`, TOKEN_*
 */
export function logIn({ session, slot, info }: OpenToken, who: 'user' | 'admin', pin: Uint8Array | null): void {
  const { library, handle } = session;
  const userType = who === 'user' ? pkcs11.CKU_USER : pkcs11.CKU_SO;
  const argument = isPinTypedOnReader(info) ? null : pin;
  const attempt = () => library.C_Login(handle, userType, argument);
  explainPinErrors({ session, slot }, who === 'user' ? 'login' : 'admin-login', () => {
    try {
      attempt();
    } catch (error) {
      if (!isAlreadyLoggedIn(error)) throw error;
      // Login state is shared by all sessions: a state that is not ours would accept any PIN.
      library.C_Logout(handle);
      attempt();
    }
  });
}

/** Runs a call that takes a PIN; its refusal comes with what the token says of the tries left. */
export function explainPinErrors(
  { session, slot }: Pick<OpenToken, 'session' | 'slot'>,
  occasion: PinOccasion,
  call: () => void,
): void {
  try {
    call();
  } catch (error) {
    throw toTokenError(error, { pinState: askPinState({ session, slot }, occasion) }, occasion);
  }
}

function askPinState({ session, slot }: Pick<OpenToken, 'session' | 'slot'>, occasion: PinOccasion): string {
  try {
    const info = session.library.C_GetTokenInfo(slot);
    return occasion === 'admin-login' || occasion === 'unblock' ? readAdminPinState(info) : readPinState(info);
  } catch {
    // Asked only to explain a failure; that failure is what counts.
    return 'unknown-or-full';
  }
}

export function logOutQuietly({ library, handle }: OpenSession): void {
  try {
    library.C_Logout(handle);
  } catch {
    // Not logged in, or not there any more: either is what was wanted.
  }
}
