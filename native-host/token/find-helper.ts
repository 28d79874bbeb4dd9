// The helper that loads what this process cannot: on 64-bit Windows, 32-bit drivers.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Architecture } from './module-architecture.ts';

export interface DriverHelper {
  readonly path: string;
  /** What it loads. */
  readonly architecture: Architecture;
}

/** Beside the installed program; the installers put it there (installers/windows). */
export const helperName = 'shebao-cert-helper32.exe';

/** The helper of this installation, or null where there is none. */
export function findHelper(platform: NodeJS.Platform = process.platform): DriverHelper | null {
  if (platform !== 'win32') return null;
  const path = join(dirname(process.execPath), helperName);
  return existsSync(path) ? { path, architecture: 'ia32' } : null;
}
