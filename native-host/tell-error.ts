// An error as the extension of an older protocol knows it: a code that it has no words for would say nothing to its clerk.
import type { AppError } from '../shared/errors/app-error.ts';
import type { ErrorCode } from '../shared/errors/error-table.ts';

/** Codes that came with a protocol version, and the one that says nearest the same before. */
const laterCodes: Partial<Readonly<Record<ErrorCode, { since: number; before: ErrorCode }>>> = {
  DRIVER_INITIALIZE_FAILED: { since: 3, before: 'DRIVER_LOAD_FAILED' },
  HOST_BUSY: { since: 3, before: 'OPERATION_IN_PROGRESS' },
  UNBLOCK_UNSUPPORTED: { since: 3, before: 'TOKEN_UNSUPPORTED' },
  CERTIFICATE_WRONG_USE: { since: 3, before: 'CERTIFICATE_WRONG_SUBJECT' },
  CERTIFICATE_INCOMPLETE: { since: 3, before: 'CERTIFICATE_WRONG_KEY' },
  ENCRYPTION_KEY_REFUSED: { since: 3, before: 'TOKEN_FAILED' },
  CERTIFICATE_TOO_WEAK: { since: 3, before: 'CERTIFICATE_WRONG_CHAIN' },
};

export function tellError({ code, details }: AppError, protocol: number): Pick<AppError, 'code' | 'details'> {
  const later = laterCodes[code];
  return { code: later && protocol < later.since ? later.before : code, details };
}
