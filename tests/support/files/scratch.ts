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
    // A host or driver that is just ending may still write its last line.
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}
