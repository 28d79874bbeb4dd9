// The one error type that crosses module, process and browser boundaries.
import type { ErrorCode } from './error-table.ts';

/** Facts for the error card and the log; never a secret, never a person's data. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * A failure with a code of the error table. What is said to the clerk comes from the code;
 * `details` fill in names and reasons; `cause` is for the log on this side only.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}

/** `error` itself when it is an AppError, else INTERNAL_ERROR with it as the cause. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('INTERNAL_ERROR', {}, { cause: error });
}
