// The packages under test, by what manifest.json says of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../../installers/release/release.ts';
import type { IndexedFile } from '../../../installers/release/write-index.ts';

export const packagesFolder = process.env.SHEBAO_PACKAGES || join(rootFolder, 'dist', 'packages');

/** Says how far build-packages.ts has come: `building`, `built` or `failed`. */
export const buildStateFile = join(rootFolder, 'dist', 'packages.state');

export interface ReleaseIndex {
  readonly version: string;
  readonly commit: string;
  readonly isQuick: boolean;
  readonly sourceTime: string;
  readonly extension: {
    readonly chromiumId: string;
    readonly storeIds: readonly string[];
    readonly firefoxId: string;
    readonly isKeyThrownAway: boolean;
  };
  readonly files: readonly IndexedFile[];
}

export function readIndex(): ReleaseIndex {
  return JSON.parse(readFileSync(join(packagesFolder, 'manifest.json'), 'utf8'));
}

/** Path of the one package whose name ends so. @throws Error when there is none, or more than one */
export function findPackage(ending: string): string {
  const found = readIndex().files.filter(({ name }) => name.endsWith(ending));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} packages end in ${ending}`);
  return join(packagesFolder, found[0].name);
}

/** What Chromium puts on the host's command line for the packaged extension. */
export const packagedCaller = () => [`chrome-extension://${readIndex().extension.chromiumId}/`];
