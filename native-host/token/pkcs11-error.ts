// The one reader of PKCS#11 return values: CKR → error code of the product.
import { AppError, type ErrorDetails, isAppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';

/** Return values (PKCS#11 v2.40, pkcs11t.h) that mean something of their own to a clerk; all others are TOKEN_FAILED. */
const codes: Readonly<Record<number, ErrorCode>> = {
  1: 'PIN_CANCELLED', // CKR_CANCEL
  3: 'TOKEN_REMOVED', // CKR_SLOT_ID_INVALID
  49: 'TOKEN_FULL', // CKR_DEVICE_MEMORY
  50: 'TOKEN_REMOVED', // CKR_DEVICE_REMOVED
  80: 'PIN_CANCELLED', // CKR_FUNCTION_CANCELED
  84: 'TOKEN_UNSUPPORTED', // CKR_FUNCTION_NOT_SUPPORTED
  98: 'TOKEN_UNSUPPORTED', // CKR_KEY_SIZE_RANGE
  112: 'TOKEN_UNSUPPORTED', // CKR_MECHANISM_INVALID
  113: 'TOKEN_UNSUPPORTED', // CKR_MECHANISM_PARAM_INVALID
  160: 'PIN_INCORRECT', // CKR_PIN_INCORRECT
  161: 'PIN_INCORRECT', // CKR_PIN_INVALID
  162: 'PIN_LENGTH', // CKR_PIN_LEN_RANGE
  163: 'PIN_EXPIRED', // CKR_PIN_EXPIRED
  164: 'PIN_LOCKED', // CKR_PIN_LOCKED
  176: 'TOKEN_REMOVED', // CKR_SESSION_CLOSED
  179: 'TOKEN_REMOVED', // CKR_SESSION_HANDLE_INVALID
  181: 'TOKEN_WRITE_PROTECTED', // CKR_SESSION_READ_ONLY
  224: 'TOKEN_REMOVED', // CKR_TOKEN_NOT_PRESENT
  225: 'TOKEN_NOT_READY', // CKR_TOKEN_NOT_RECOGNIZED
  226: 'TOKEN_WRITE_PROTECTED', // CKR_TOKEN_WRITE_PROTECTED
  258: 'TOKEN_NOT_READY', // CKR_USER_PIN_NOT_INITIALIZED
  304: 'TOKEN_UNSUPPORTED', // CKR_DOMAIN_PARAMS_INVALID
  320: 'TOKEN_UNSUPPORTED', // CKR_CURVE_NOT_SUPPORTED
};

/** What was being done with a PIN: the same value means another thing for each. */
export type PinOccasion = 'login' | 'admin-login' | 'set-pin';

/** Where an occasion has a meaning of its own. */
const codesByOccasion: Readonly<Record<PinOccasion, Readonly<Record<number, ErrorCode>>>> = {
  login: {},
  'admin-login': {
    160: 'ADMIN_PIN_INCORRECT', // CKR_PIN_INCORRECT
    161: 'ADMIN_PIN_INCORRECT', // CKR_PIN_INVALID
    162: 'ADMIN_PIN_INCORRECT', // CKR_PIN_LEN_RANGE: our own check of the length has passed
    164: 'ADMIN_PIN_LOCKED', // CKR_PIN_LOCKED
    259: 'TOKEN_UNSUPPORTED', // CKR_USER_TYPE_INVALID: the token knows no administrator
  },
  // The old PIN, where one is needed, was right just before.
  'set-pin': {
    161: 'PIN_REFUSED', // CKR_PIN_INVALID
    162: 'PIN_REFUSED', // CKR_PIN_LEN_RANGE
    441: 'PIN_REFUSED', // CKR_PIN_TOO_WEAK
  },
};

/** Somebody else of this process, or a crashed run, left the token logged in (CKR_USER_ALREADY_LOGGED_IN and its like). */
export function isAlreadyLoggedIn(error: unknown): boolean {
  const value = readReturnValue(error);
  return value === 256 || value === 260;
}

/** True when the token or driver has no such attribute, or keeps it to itself. */
export function isAttributeUnavailable(error: unknown): boolean {
  const value = readReturnValue(error);
  return value === 17 || value === 18; // CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID
}

/** The CKR number of an error thrown by pkcs11js, or null when it is none. */
function readReturnValue(error: unknown): number | null {
  if (!(error instanceof Error) || !error.message.startsWith('CKR_')) return null;
  const { code } = error as Error & { code?: unknown };
  if (typeof code === 'number') return code;
  // pkcs11js 2.1.7 leaves some methods (C_CreateObject among them) without its wrapper; there the addon's own
  // "CKR_NAME:number" comes through as a plain Error.
  const number = /^CKR_\w+:(\d+)/.exec(error.message)?.[1];
  return number === undefined ? null : Number(number);
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
  const value = readReturnValue(error);
  if (value === null) return new AppError('INTERNAL_ERROR', details, { cause: error });
  const found = codesByOccasion[occasion][value] ?? codes[value] ?? 'TOKEN_FAILED';
  const code = (details.pinState === 'locked' && lockedBy[found]) || found;
  // The symbolic name helps a help desk; the sentence on screen does not show it.
  return new AppError(code, { ...details, reason: (error as Error).message.split(':')[0] ?? '' }, { cause: error });
}
