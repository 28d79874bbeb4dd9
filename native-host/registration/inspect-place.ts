// What a browser would find at one place: nothing, this very program, or why not.
import { constants } from 'node:fs';
import { access, readFile, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ManifestPlace } from './manifest-places.ts';
import { parseNativeManifest } from './native-manifest.ts';
import { readRegistry, toTreeKey } from './windows-registry.ts';

type PlaceState =
  | 'absent'
  /** Starts this program and lets our extension in. */
  | 'ours'
  /** Starts another program that exists: another installation of the product, or something foreign. */
  | 'other-program'
  | 'program-missing'
  | 'program-not-executable'
  | 'caller-missing'
  | 'manifest-missing'
  | 'manifest-unreadable';

export interface InspectedPlace {
  readonly place: ManifestPlace;
  readonly state: PlaceState;
  /** The manifest that was found, which on Windows may lie anywhere. */
  readonly file: string;
  /** What it starts. */
  readonly program?: string;
}

/** @param launcher what the manifest should start */
export async function inspectPlace(place: ManifestPlace, launcher: string): Promise<InspectedPlace> {
  const file = await findManifest(place);
  if (file === null) return { place, state: 'absent', file: place.file };
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    // Without a registry entry a missing file is just not registered; with one it is a broken registration.
    if (isMissing && !place.registry) return { place, state: 'absent', file };
    return { place, state: isMissing ? 'manifest-missing' : 'manifest-unreadable', file };
  }
  const manifest = parseNativeManifest(place.browser.family, text);
  if (!manifest) return { place, state: 'manifest-unreadable', file };
  const { path, missingCallers } = manifest;
  // On Windows browsers take a path relative to the manifest, and the installers' manifests have one.
  const program = place.registry ? resolve(dirname(file), path) : path;
  const found = { place, file, program };
  if (!(await canAccess(program, constants.F_OK))) return { ...found, state: 'program-missing' };
  if (!(await canAccess(program, constants.X_OK))) return { ...found, state: 'program-not-executable' };
  if (!(await isSameFile(program, launcher))) return { ...found, state: 'other-program' };
  return { ...found, state: missingCallers.length > 0 ? 'caller-missing' : 'ours' };
}

async function findManifest({ file, registry }: ManifestPlace): Promise<string | null> {
  if (!registry) return file;
  const tree = await readRegistry(registry.key, registry.view);
  const value = tree.get(toTreeKey(registry.key))?.get('');
  return typeof value === 'string' && value !== '' ? value : null;
}

const canAccess = (file: string, mode: number) =>
  access(file, mode).then(
    () => true,
    () => false,
  );

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([one, other].map((file) => realpath(file).catch(() => file)));
  return process.platform === 'win32' ? first?.toLowerCase() === second?.toLowerCase() : first === second;
}
