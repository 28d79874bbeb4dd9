// The one reader of PKCS#11 return values: CKR → error code of the product.
import { AppError, type ErrorDetails, isAppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import { ckr, Pkcs11Error } from './pkcs11-return-values.ts';

/** Return values (PKCS#11 v2.40, pkcs11t.h) that mean something of their own to a clerk; all others are TOKEN_FAILED. */
const codes: Readonly<Record<number, ErrorCode>> = {
  [ckr.CKR_CANCEL]: 'PIN_CANCELLED',
  [ckr.CKR_SLOT_ID_INVALID]: 'TOKEN_REMOVED',
  [ckr.CKR_DEVICE_REMOVED]: 'TOKEN_REMOVED',
  [ckr.CKR_FUNCTION_CANCELED]: 'PIN_CANCELLED',
  [ckr.CKR_FUNCTION_NOT_SUPPORTED]: 'TOKEN_UNSUPPORTED',
  [ckr.CKR_KEY_SIZE_RANGE]: 'TOKEN_UNSUPPORTED',
  [ckr.CKR_MECHANISM_INVALID]: 'TOKEN_UNSUPPORTED',
  [ckr.CKR_MECHANISM_PARAM_INVALID]: 'TOKEN_UNSUPPORTED',
  [ckr.CKR_PIN_INCORRECT]: 'PIN_INCORRECT',
  [ckr.CKR_PIN_INVALID]: 'PIN_INCORRECT',
  [ckr.CKR_PIN_LEN_RANGE]: 'PIN_LENGTH',
  [ckr.CKR_PIN_EXPIRED]: 'PIN_EXPIRED',
  [ckr.CKR_PIN_LOCKED]: 'PIN_LOCKED',
  [ckr.CKR_SESSION_CLOSED]: 'TOKEN_REMOVED',
  [ckr.CKR_SESSION_HANDLE_INVALID]: 'TOKEN_REMOVED',
  [ckr.CKR_SESSION_READ_ONLY]: 'TOKEN_WRITE_PROTECTED',
  [ckr.CKR_TOKEN_NOT_PRESENT]: 'TOKEN_REMOVED',
  [ckr.CKR_TOKEN_NOT_RECOGNIZED]: 'TOKEN_NOT_READY',
  [ckr.CKR_TOKEN_WRITE_PROTECTED]: 'TOKEN_WRITE_PROTECTED',
  [ckr.CKR_USER_PIN_NOT_INITIALIZED]: 'TOKEN_NOT_READY',
  [ckr.CKR_DOMAIN_PARAMS_INVALID]: 'TOKEN_UNSUPPORTED',
  [ckr.CKR_CURVE_NOT_SUPPORTED]: 'TOKEN_UNSUPPORTED',
};

/** What was being done with a PIN: the same value means another thing for each. */
export type PinOccasion = 'login' | 'admin-login' | 'set-pin' | 'unblock';

/** Where an occasion has a meaning of its own. */
const codesByOccasion: Readonly<Record<PinOccasion, Readonly<Record<number, ErrorCode>>>> = {
  login: {},
  'admin-login': {
    [ckr.CKR_PIN_INCORRECT]: 'ADMIN_PIN_INCORRECT',
    [ckr.CKR_PIN_INVALID]: 'ADMIN_PIN_INCORRECT',
    [ckr.CKR_PIN_LEN_RANGE]: 'ADMIN_PIN_INCORRECT', // our own check of the length has passed
    [ckr.CKR_PIN_LOCKED]: 'ADMIN_PIN_LOCKED',
    [ckr.CKR_USER_TYPE_INVALID]: 'UNBLOCK_UNSUPPORTED', // the token knows no administrator
    [ckr.CKR_FUNCTION_NOT_SUPPORTED]: 'UNBLOCK_UNSUPPORTED',
    [ckr.CKR_USER_PIN_NOT_INITIALIZED]: 'UNBLOCK_UNSUPPORTED', // nor ever had one
  },
  // The old PIN, where one is needed, was right just before.
  'set-pin': {
    [ckr.CKR_PIN_INVALID]: 'PIN_REFUSED',
    [ckr.CKR_PIN_LEN_RANGE]: 'PIN_REFUSED',
    [ckr.CKR_PIN_TOO_WEAK]: 'PIN_REFUSED',
  },
  // Cards whose administrator is no more than a PUK log in with anything, and look at it only now (OpenSC): what is refused
  // here as wrong is the PUK. The others say that the driver cannot unblock at all.
  unblock: {
    [ckr.CKR_PIN_INCORRECT]: 'ADMIN_PIN_INCORRECT',
    [ckr.CKR_PIN_LOCKED]: 'ADMIN_PIN_LOCKED',
    [ckr.CKR_PIN_INVALID]: 'PIN_REFUSED',
    [ckr.CKR_PIN_LEN_RANGE]: 'PIN_REFUSED',
    [ckr.CKR_PIN_TOO_WEAK]: 'PIN_REFUSED',
    [ckr.CKR_FUNCTION_NOT_SUPPORTED]: 'UNBLOCK_UNSUPPORTED',
    [ckr.CKR_USER_NOT_LOGGED_IN]: 'UNBLOCK_UNSUPPORTED',
    [ckr.CKR_USER_TYPE_INVALID]: 'UNBLOCK_UNSUPPORTED',
    [ckr.CKR_USER_PIN_NOT_INITIALIZED]: 'UNBLOCK_UNSUPPORTED',
    [ckr.CKR_OBJECT_HANDLE_INVALID]: 'UNBLOCK_UNSUPPORTED',
    [ckr.CKR_ARGUMENTS_BAD]: 'UNBLOCK_UNSUPPORTED',
    [ckr.CKR_FUNCTION_FAILED]: 'UNBLOCK_UNSUPPORTED',
    [ckr.CKR_GENERAL_ERROR]: 'UNBLOCK_UNSUPPORTED',
  },
};

/** Runs a call that makes an object: only there CKR_DEVICE_MEMORY says that the token is full; elsewhere a driver ran out of memory. */
export function explainRoom<T>(create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (!hasValue(error, [ckr.CKR_DEVICE_MEMORY])) throw error;
    throw new AppError('TOKEN_FULL', { reason: (error as Error).message }, { cause: error });
  }
}

/** Somebody else of this process, or a crashed run, left the token logged in. */
export function isAlreadyLoggedIn(error: unknown): boolean {
  return hasValue(error, [ckr.CKR_USER_ALREADY_LOGGED_IN, ckr.CKR_USER_ANOTHER_ALREADY_LOGGED_IN]);
}

/** True when the token or driver has no such attribute, or keeps it to itself. */
export function isAttributeUnavailable(error: unknown): boolean {
  return hasValue(error, [ckr.CKR_ATTRIBUTE_SENSITIVE, ckr.CKR_ATTRIBUTE_TYPE_INVALID]);
}

/** What drivers answer that have no better word for "no such attribute". */
export function isUnspecific(error: unknown): boolean {
  return hasValue(error, [ckr.CKR_GENERAL_ERROR, ckr.CKR_FUNCTION_FAILED, ckr.CKR_ARGUMENTS_BAD]);
}

function hasValue(error: unknown, values: readonly number[]): boolean {
  return error instanceof Pkcs11Error && values.includes(error.code);
}

/** The wrong PIN that used up the last try: what the clerk needs to know is that it is locked now. */
const lockedBy: Partial<Readonly<Record<ErrorCode, ErrorCode>>> = {
  PIN_INCORRECT: 'PIN_LOCKED',
  ADMIN_PIN_INCORRECT: 'ADMIN_PIN_LOCKED',
};

/**
 * Turns whatever a PKCS#11 call threw into an AppError; an AppError passes through.
 * @param details with `pinState` after a PIN was refused
 */
export function toTokenError(error: unknown, details: ErrorDetails = {}, occasion: PinOccasion = 'login'): AppError {
  if (isAppError(error)) return error;
  if (!(error instanceof Pkcs11Error)) return new AppError('INTERNAL_ERROR', details, { cause: error });
  const found = codesByOccasion[occasion][error.code] ?? codes[error.code] ?? 'TOKEN_FAILED';
  const code = (details.pinState === 'locked' && lockedBy[found]) || found;
  // The symbolic name helps a help desk; the sentence on screen does not show it.
  // Some drivers lock and set no flag: the return value alone says so.
  const pinState = code === 'PIN_LOCKED' || code === 'ADMIN_PIN_LOCKED' ? { pinState: 'locked' } : {};
  return new AppError(code, { ...details, ...pinState, reason: error.message }, { cause: error });
}
