// Looks for texts that must be nowhere: in bytes, in every file of a folder, in command lines and environments.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface SecretSearch {
  readonly isIn: (bytes: Buffer | string) => boolean;
  /** Files below the folder that have one of the texts. */
  readonly listFiles: (folder: string) => string[];
  /** Processes of this machine whose command line or environment has one. */
  readonly listProcesses: () => string[];
}

/** Each text is looked for as UTF-8 and as Windows and JavaScript engines keep it, in base64 also. */
export function searchFor(...texts: readonly string[]): SecretSearch {
  const forms = texts.flatMap((text) => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '').slice(0, -1), 'latin1'),
  ]);
  const isIn = (bytes: Buffer | string) => forms.some((form) => Buffer.from(bytes).includes(form));
  /** What has gone by now, as files of a browser and processes do, holds nothing. */
  const read = (path: string) => {
    try {
      return statSync(path).isFile() ? readFileSync(path) : Buffer.alloc(0);
    } catch {
      return Buffer.alloc(0);
    }
  };
  return {
    isIn,
    listFiles: (folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => join(folder, name))
        .filter((file) => isIn(read(file))),
    listProcesses: () =>
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((pid) => ['cmdline', 'environ'].map((what) => `/proc/${pid}/${what}`))
        .filter((file) => isIn(read(file))),
  };
}
