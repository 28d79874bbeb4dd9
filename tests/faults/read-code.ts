// What the clerk is shown of an error.
import { isAppError } from '../../shared/errors/app-error.ts';

/** The code; what is no answer of the host is what the window would have said itself: no token, the CA's own words. */
export const readCode = (error: unknown): string =>
  isAppError(error) ? error.code : `window: ${(error as Error).message}`;
