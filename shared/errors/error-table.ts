// Every error code of the product: whose fault it is, and whether trying again can help. The words are in _locales.

/** Who can put it right: the clerk, the U盾, the installation, the portal or CA, or we. */
type Fault = 'user' | 'token' | 'setup' | 'portal' | 'bug';

export interface ErrorKind {
  readonly fault: Fault;
  /** True when the same step may succeed if simply tried again (perhaps after what the next-step text asks for). */
  readonly canRetry: boolean;
}

/**
 * Codes are only ever added, never renamed: an old host may speak to a new extension.
 * Each has `error_<CODE>_title`, `_what` and `_next` in both languages; a test proves it.
 */
export const errorTable = {
  // Installation
  SITE_ACCESS_MISSING: { fault: 'setup', canRetry: true },
  HOST_NOT_INSTALLED: { fault: 'setup', canRetry: true },
  HOST_FORBIDDEN: { fault: 'setup', canRetry: true },
  HOST_BLOCKED: { fault: 'setup', canRetry: true },
  HOST_PATH_WRONG: { fault: 'setup', canRetry: true },
  HOST_EXITED: { fault: 'setup', canRetry: true },
  HOST_TIMEOUT: { fault: 'setup', canRetry: true },
  HOST_TOO_OLD: { fault: 'setup', canRetry: true },
  EXTENSION_TOO_OLD: { fault: 'setup', canRetry: true },
  CALLER_NOT_ALLOWED: { fault: 'setup', canRetry: false },
  CONFIG_INVALID: { fault: 'setup', canRetry: true },
  STORAGE_FAILED: { fault: 'setup', canRetry: true },
  DRIVER_MISSING: { fault: 'setup', canRetry: true },
  DRIVER_WRONG_ARCHITECTURE: { fault: 'setup', canRetry: true },
  DRIVER_UNGUARDED: { fault: 'setup', canRetry: true },
  DRIVER_LOAD_FAILED: { fault: 'setup', canRetry: true },
  DRIVER_INITIALIZE_FAILED: { fault: 'setup', canRetry: true },
  DRIVER_CRASHED: { fault: 'token', canRetry: true },
  DRIVER_TIMEOUT: { fault: 'token', canRetry: true },
  // The token
  TOKEN_MISSING: { fault: 'token', canRetry: true },
  TOKEN_REMOVED: { fault: 'token', canRetry: true },
  TOKEN_CHANGED: { fault: 'token', canRetry: true },
  TOKEN_AMBIGUOUS: { fault: 'token', canRetry: true },
  TOKEN_NOT_READY: { fault: 'token', canRetry: true },
  TOKEN_FULL: { fault: 'token', canRetry: true },
  TOKEN_WRITE_PROTECTED: { fault: 'token', canRetry: false },
  TOKEN_UNSUPPORTED: { fault: 'token', canRetry: false },
  TOKEN_FAILED: { fault: 'token', canRetry: true },
  KEY_MISSING: { fault: 'token', canRetry: false },
  ENCRYPTION_KEY_REFUSED: { fault: 'portal', canRetry: true },
  READ_BACK_FAILED: { fault: 'token', canRetry: true },
  // The PIN
  PIN_EMPTY: { fault: 'user', canRetry: true },
  PIN_LENGTH: { fault: 'user', canRetry: true },
  PIN_INCORRECT: { fault: 'user', canRetry: true },
  PIN_LOCKED: { fault: 'user', canRetry: false },
  PIN_CANCELLED: { fault: 'user', canRetry: true },
  PIN_EXPIRED: { fault: 'user', canRetry: false },
  PIN_REFUSED: { fault: 'user', canRetry: true },
  ADMIN_PIN_INCORRECT: { fault: 'user', canRetry: true },
  ADMIN_PIN_LOCKED: { fault: 'user', canRetry: false },
  UNBLOCK_UNSUPPORTED: { fault: 'token', canRetry: false },
  // The operation
  OPERATION_CANCELLED: { fault: 'user', canRetry: true },
  OPERATION_IN_PROGRESS: { fault: 'user', canRetry: true },
  HOST_BUSY: { fault: 'user', canRetry: true },
  ORDER_UNKNOWN: { fault: 'bug', canRetry: false },
  ORDER_STATE_CONFLICT: { fault: 'bug', canRetry: true },
  ORDER_DAMAGED: { fault: 'setup', canRetry: false },
  CERTIFICATE_REPLACED: { fault: 'user', canRetry: false },
  CONTENT_REFUSED: { fault: 'portal', canRetry: false },
  CERTIFICATE_STILL_NEEDED: { fault: 'user', canRetry: false },
  // The portal and the CA
  PAGE_NOT_RECOGNISED: { fault: 'portal', canRetry: true },
  CA_UNREACHABLE: { fault: 'portal', canRetry: true },
  CA_ANSWER_NOT_UNDERSTOOD: { fault: 'portal', canRetry: true },
  CA_NOT_CONFIRMED: { fault: 'portal', canRetry: true },
  CA_NO_ORDER: { fault: 'portal', canRetry: true },
  CA_ORDER_CLOSED: { fault: 'portal', canRetry: false },
  CA_LOGIN_NEEDED: { fault: 'user', canRetry: true },
  CA_ORDER_FORGOTTEN: { fault: 'portal', canRetry: true },
  CA_REFUSED: { fault: 'portal', canRetry: false },
  CA_STILL_ISSUING: { fault: 'portal', canRetry: true },
  CERTIFICATE_MALFORMED: { fault: 'portal', canRetry: true },
  CERTIFICATE_WRONG_KEY: { fault: 'portal', canRetry: true },
  CERTIFICATE_INCOMPLETE: { fault: 'portal', canRetry: true },
  CERTIFICATE_WRONG_CHAIN: { fault: 'portal', canRetry: true },
  CERTIFICATE_WRONG_SUBJECT: { fault: 'portal', canRetry: true },
  CERTIFICATE_WRONG_USE: { fault: 'portal', canRetry: true },
  CERTIFICATE_TOO_WEAK: { fault: 'portal', canRetry: true },
  CERTIFICATE_NOT_VALID_NOW: { fault: 'portal', canRetry: true },
  // Ours
  REQUEST_MALFORMED: { fault: 'bug', canRetry: false },
  REQUEST_TOO_LARGE: { fault: 'bug', canRetry: false },
  COMMAND_UNKNOWN: { fault: 'bug', canRetry: false },
  REPLY_NOT_UNDERSTOOD: { fault: 'bug', canRetry: true },
  INTERNAL_ERROR: { fault: 'bug', canRetry: true },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;

/** True when `value` is a code of this build's table. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}
