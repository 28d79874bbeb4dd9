// Temporary folders of a test, gone when it ends.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Scratch {
  readonly folder: string;
  /** Environment that keeps the host's own files below the folder. */
  readonly hostEnvironment: Readonly<Record<string, string>>;
  /** Writes the host's configuration file. */
  configureHost(config: unknown): void;
  remove(): void;
}

/** A new folder with a home for the host in it. */
export function makeScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'shebao-'));
  const hostEnvironment = {
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  return {
    folder,
    hostEnvironment,
    configureHost(config) {
      const configFolder = join(hostEnvironment.XDG_CONFIG_HOME, 'shebao-cert-assistant');
      mkdirSync(configFolder, { recursive: true });
      writeFileSync(join(configFolder, 'host.json'), JSON.stringify(config));
    },
    remove: () => removeFolder(folder),
  };
}

/** A host or driver that is just ending may still write there: what it wrote is removed the next time. */
function removeFolder(folder: string, attempts = 8): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  } catch (error) {
    if (attempts === 1) throw error;
    removeFolder(folder, attempts - 1);
  }
}
