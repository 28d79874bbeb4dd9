// Ending what was opened in an SKF library.
import type { SkfLibrary } from './skf-library.ts';

/** Functions that take a handle and end it. */
type Ending =
  | 'SKF_ClearSecureState'
  | 'SKF_CloseApplication'
  | 'SKF_DisConnectDev'
  | 'SKF_CloseContainer'
  | 'SKF_CloseHandle';

export function closeQuietly(library: SkfLibrary, name: Ending, handle: bigint): void {
  try {
    library.call(name, handle);
  } catch {
    // Closing is all we wanted; what it belonged to may be gone.
  }
}
