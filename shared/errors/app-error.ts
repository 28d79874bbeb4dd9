// The one error type that crosses module, process and browser boundaries.
import { type ErrorCode, isErrorCode } from './error-table.ts';

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

/** True for an AppError, also for one made by another bundle of this product, where `instanceof` would say no. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && isErrorCode(error.code);
}

/** `error` itself when it is an AppError, else INTERNAL_ERROR with it as the cause. */
export function toAppError(error: unknown): AppError {
  return isAppError(error) ? error : new AppError('INTERNAL_ERROR', {}, { cause: error });
}
