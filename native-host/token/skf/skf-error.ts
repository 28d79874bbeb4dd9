// The one reader of SKF return values: SAR → error code of the product.
import { AppError, type ErrorDetails, isAppError } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/error-table.ts';

/** GM/T 0016 annex A, whole. */
const returnValues = {
  SAR_FAIL: 0x0a000001,
  SAR_UNKNOWNERR: 0x0a000002,
  SAR_NOTSUPPORTYETERR: 0x0a000003,
  SAR_FILEERR: 0x0a000004,
  SAR_INVALIDHANDLEERR: 0x0a000005,
  SAR_INVALIDPARAMERR: 0x0a000006,
  SAR_READFILEERR: 0x0a000007,
  SAR_WRITEFILEERR: 0x0a000008,
  SAR_NAMELENERR: 0x0a000009,
  SAR_KEYUSAGEERR: 0x0a00000a,
  SAR_MODULUSLENERR: 0x0a00000b,
  SAR_NOTINITIALIZEERR: 0x0a00000c,
  SAR_OBJERR: 0x0a00000d,
  SAR_MEMORYERR: 0x0a00000e,
  SAR_TIMEOUTERR: 0x0a00000f,
  SAR_INDATALENERR: 0x0a000010,
  SAR_INDATAERR: 0x0a000011,
  SAR_GENRANDERR: 0x0a000012,
  SAR_HASHOBJERR: 0x0a000013,
  SAR_HASHERR: 0x0a000014,
  SAR_GENRSAKEYERR: 0x0a000015,
  SAR_RSAMODULUSLENERR: 0x0a000016,
  SAR_CSPIMPRTPUBKEYERR: 0x0a000017,
  SAR_RSAENCERR: 0x0a000018,
  SAR_RSADECERR: 0x0a000019,
  SAR_HASHNOTEQUALERR: 0x0a00001a,
  SAR_KEYNOTFOUNDERR: 0x0a00001b,
  SAR_CERTNOTFOUNDERR: 0x0a00001c,
  SAR_NOTEXPORTERR: 0x0a00001d,
  SAR_DECRYPTPADERR: 0x0a00001e,
  SAR_MACLENERR: 0x0a00001f,
  SAR_BUFFER_TOO_SMALL: 0x0a000020,
  SAR_KEYINFOTYPEERR: 0x0a000021,
  SAR_NOT_EVENTERR: 0x0a000022,
  SAR_DEVICE_REMOVED: 0x0a000023,
  SAR_PIN_INCORRECT: 0x0a000024,
  SAR_PIN_LOCKED: 0x0a000025,
  SAR_PIN_INVALID: 0x0a000026,
  SAR_PIN_LEN_RANGE: 0x0a000027,
  SAR_USER_ALREADY_LOGGED_IN: 0x0a000028,
  SAR_USER_PIN_NOT_INITIALIZED: 0x0a000029,
  SAR_USER_TYPE_INVALID: 0x0a00002a,
  SAR_APPLICATION_NAME_INVALID: 0x0a00002b,
  SAR_APPLICATION_EXISTS: 0x0a00002c,
  SAR_USER_NOT_LOGGED_IN: 0x0a00002d,
  SAR_APPLICATION_NOT_EXISTS: 0x0a00002e,
  SAR_FILE_ALREADY_EXIST: 0x0a00002f,
  SAR_NO_ROOM: 0x0a000030,
  SAR_FILE_NOT_EXIST: 0x0a000031,
  SAR_REACH_MAX_CONTAINER_COUNT: 0x0a000032,
};
const names = new Map<number, string>(Object.entries(returnValues).map(([name, value]) => [value, name]));
/** Stands for a function that a library has not, too. */
export const sarNotSupported = returnValues.SAR_NOTSUPPORTYETERR;

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
    const sar = names.get(value) ?? `0x${value.toString(16).padStart(8, '0')}`;
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
