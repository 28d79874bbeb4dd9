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

export interface RuntimePackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly folder: string;
  /** A Node runtime, of which each platform gets its own. */
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
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
