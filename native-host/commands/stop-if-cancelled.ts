// Where a command may be stopped: between its atomic steps only.
import { AppError } from '../../shared/errors/app-error.ts';

/** @throws AppError OPERATION_CANCELLED when the clerk cancelled or the window has gone */
export function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('OPERATION_CANCELLED');
}
