// The one reader of SKF return values: SAR → error code of the product.
import { AppError, type ErrorDetails, isAppError } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/error-table.ts';

/** Names by GM/T 0016 annex A. */
const names: Readonly<Record<number, string>> = {
  167772161: 'SAR_FAIL',
  167772162: 'SAR_UNKNOWNERR',
  167772163: 'SAR_NOTSUPPORTYETERR',
  167772164: 'SAR_FILEERR',
  167772165: 'SAR_INVALIDHANDLEERR',
  167772166: 'SAR_INVALIDPARAMERR',
  167772170: 'SAR_KEYUSAGEERR',
  167772171: 'SAR_MODULUSLENERR',
  167772174: 'SAR_MEMORYERR',
  167772175: 'SAR_TIMEOUTERR',
  167772176: 'SAR_INDATALENERR',
  167772177: 'SAR_INDATAERR',
  167772182: 'SAR_RSAMODULUSLENERR',
  167772187: 'SAR_KEYNOTFOUNDERR',
  167772188: 'SAR_CERTNOTFOUNDERR',
  167772189: 'SAR_NOTEXPORTERR',
  167772190: 'SAR_DECRYPTPADERR',
  167772192: 'SAR_BUFFER_TOO_SMALL',
  167772193: 'SAR_KEYINFOTYPEERR',
  167772195: 'SAR_DEVICE_REMOVED',
  167772196: 'SAR_PIN_INCORRECT',
  167772197: 'SAR_PIN_LOCKED',
  167772198: 'SAR_PIN_INVALID',
  167772199: 'SAR_PIN_LEN_RANGE',
  167772200: 'SAR_USER_ALREADY_LOGGED_IN',
  167772201: 'SAR_USER_PIN_NOT_INITIALIZED',
  167772202: 'SAR_USER_TYPE_INVALID',
  167772203: 'SAR_APPLICATION_NAME_INVALID',
  167772205: 'SAR_USER_NOT_LOGGED_IN',
  167772206: 'SAR_APPLICATION_NOT_EXISTS',
  167772207: 'SAR_FILE_ALREADY_EXIST',
  167772208: 'SAR_NO_ROOM',
  167772209: 'SAR_FILE_NOT_EXIST',
  167772210: 'SAR_REACH_MAX_CONTAINER_COUNT',
};

/** Values that mean something of their own to a clerk; all others are TOKEN_FAILED. */
const codes: Readonly<Record<string, ErrorCode>> = {
  SAR_NOTSUPPORTYETERR: 'TOKEN_UNSUPPORTED',
  SAR_MODULUSLENERR: 'TOKEN_UNSUPPORTED',
  SAR_RSAMODULUSLENERR: 'TOKEN_UNSUPPORTED',
  // A handle that was good a moment ago: the device went away and came back.
  SAR_INVALIDHANDLEERR: 'TOKEN_REMOVED',
  SAR_DEVICE_REMOVED: 'TOKEN_REMOVED',
  SAR_KEYNOTFOUNDERR: 'KEY_MISSING',
  SAR_PIN_INCORRECT: 'PIN_INCORRECT',
  SAR_PIN_INVALID: 'PIN_INCORRECT',
  SAR_PIN_LEN_RANGE: 'PIN_LENGTH',
  SAR_PIN_LOCKED: 'PIN_LOCKED',
  SAR_USER_PIN_NOT_INITIALIZED: 'TOKEN_NOT_READY',
  SAR_APPLICATION_NOT_EXISTS: 'TOKEN_CHANGED',
  SAR_MEMORYERR: 'TOKEN_FULL',
  SAR_NO_ROOM: 'TOKEN_FULL',
  SAR_REACH_MAX_CONTAINER_COUNT: 'TOKEN_FULL',
};

/** What was being done with a PIN: the same value means another thing for each. */
export type SkfPinOccasion = 'login' | 'admin' | 'new-pin';

const codesByOccasion: Readonly<Record<SkfPinOccasion, Readonly<Record<string, ErrorCode>>>> = {
  login: {},
  admin: {
    SAR_PIN_INCORRECT: 'ADMIN_PIN_INCORRECT',
    SAR_PIN_LOCKED: 'ADMIN_PIN_LOCKED',
    // Our own check of the administrator's has passed: it is the new one that does not please.
    SAR_PIN_INVALID: 'PIN_REFUSED',
    SAR_PIN_LEN_RANGE: 'PIN_REFUSED',
    SAR_USER_TYPE_INVALID: 'TOKEN_UNSUPPORTED',
  },
  // The old PIN was right just before.
  'new-pin': { SAR_PIN_INVALID: 'PIN_REFUSED', SAR_PIN_LEN_RANGE: 'PIN_REFUSED' },
};

/** What a function of the library answered instead of SAR_OK. */
export class SkfError extends Error {
  override readonly name = 'SkfError';
  /** Symbolic name, or the number in hexadecimal. */
  readonly sar: string;

  constructor(functionName: string, value: number) {
    const sar = names[value] ?? `0x${value.toString(16).padStart(8, '0')}`;
    super(`${sar} from ${functionName}`);
    this.sar = sar;
  }
}

/** Whether the library answered one of these. */
export function isSar(error: unknown, ...sars: readonly string[]): boolean {
  return error instanceof SkfError && sars.includes(error.sar);
}

/** Turns whatever a call threw into an AppError; an AppError passes through. @param details with `pinState`, `triesLeft` after a PIN was refused */
export function toSkfTokenError(
  error: unknown,
  details: ErrorDetails = {},
  occasion: SkfPinOccasion = 'login',
): AppError {
  if (isAppError(error)) return error;
  if (!(error instanceof SkfError)) return new AppError('INTERNAL_ERROR', details, { cause: error });
  const found = codesByOccasion[occasion][error.sar] ?? codes[error.sar] ?? 'TOKEN_FAILED';
  // The wrong PIN that used up the last try: what the clerk needs to know is that it is locked now.
  const isLocked = details.pinState === 'locked';
  const code =
    isLocked && found === 'PIN_INCORRECT'
      ? 'PIN_LOCKED'
      : isLocked && found === 'ADMIN_PIN_INCORRECT'
        ? 'ADMIN_PIN_LOCKED'
        : found;
  return new AppError(code, { ...details, reason: error.sar }, { cause: error });
}
