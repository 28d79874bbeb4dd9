// Where the built extension lies: .output, or WXT_OUT as for wxt itself.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type BuildTarget = 'chrome' | 'edge' | 'firefox';

/** Folder of the unpacked extension for a browser. */
export function builtExtension(target: BuildTarget): string {
  const output = process.env.WXT_OUT ?? fileURLToPath(new URL('../../../.output', import.meta.url));
  return join(output, `${target}-mv3`);
}
