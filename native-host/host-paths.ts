// Where the host keeps its own files, by each system's custom.
import { join } from 'node:path';
import envPaths from 'env-paths';

export interface HostPaths {
  /** The administrator's and user's configuration file (JSON); may be missing. */
  readonly configFile: string;
  /** Folder of the order journal. Must survive, so it is never a cache or temporary folder. */
  readonly journalFolder: string;
  /** Folder of the token locks. */
  readonly lockFolder: string;
  /** How tokens sign by vendors' mechanisms (JSON). May be lost. */
  readonly signatureFormsFile: string;
}

/** Paths for the current user: `%APPDATA%`/`%LOCALAPPDATA%`, `~/Library/…`, `$XDG_CONFIG_HOME` and `$XDG_DATA_HOME`. */
export function findHostPaths(): HostPaths {
  const paths = envPaths('shebao-cert-assistant', { suffix: '' });
  return {
    configFile: join(paths.config, 'host.json'),
    journalFolder: join(paths.data, 'orders'),
    lockFolder: join(paths.data, 'locks'),
    signatureFormsFile: join(paths.data, 'signature-forms.json'),
  };
}
