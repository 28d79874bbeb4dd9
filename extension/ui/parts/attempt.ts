// The UI's one place to catch: what fails is put on screen by whoever knows where.
import { type AppError, toAppError } from '../../../shared/errors/app-error.ts';

export async function attempt(act: () => Promise<void>, fail: (error: AppError) => void): Promise<void> {
  try {
    await act();
  } catch (error) {
    const appError = toAppError(error);
    // Details only: an error's cause may hold what the clerk typed.
    console.warn(appError.code, appError.details);
    fail(appError);
  }
}
