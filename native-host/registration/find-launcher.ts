// Which file a browser has to start to get this very program.
import { dirname, join } from 'node:path';
import { findScript } from '../single-executable.ts';

/** Name of the launcher that stands beside host.cjs on Linux and macOS. */
export const launcherName = 'shebao-cert-host';

/** The launcher beside the script that is running, or the program itself where it is one executable file (Windows). */
export function findLauncher(): string {
  const script = findScript();
  return script === undefined ? process.execPath : join(dirname(script), launcherName);
}
