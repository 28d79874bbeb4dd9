// Registers the host with browsers and takes it out again: repair without the installer. Both may be repeated.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inspectPlace } from './inspect-place.ts';
import type { ManifestPlace } from './manifest-places.ts';
import { makeNativeManifest } from './native-manifest.ts';
import { deleteKey, writeDefaultValue } from './windows-registry.ts';

export type RegistrationOutcome =
  | 'registered'
  | 'unchanged'
  | 'removed'
  | 'absent'
  /** Another program is registered there; left alone. */
  | 'left-alone'
  | 'failed';

export interface RegistrationResult {
  readonly place: ManifestPlace;
  readonly outcome: RegistrationOutcome;
  /** For `left-alone`: the other program; for `failed`: the system's code, e.g. EACCES. */
  readonly detail?: string;
}

/**
 * Registers `launcher` at the place. What is broken there is replaced; another program that works is not.
 * @param isForced replaces that one too
 */
export async function register(place: ManifestPlace, launcher: string, isForced: boolean): Promise<RegistrationResult> {
  const { state, program = '' } = await inspectPlace(place, launcher);
  if (state === 'ours') return { place, outcome: 'unchanged' };
  if (state === 'other-program' && !isForced) return { place, outcome: 'left-alone', detail: program };
  return attempt(place, 'registered', async () => {
    await writeWhole(place.file, makeNativeManifest(place.browser.family, launcher));
    if (place.registry) await writeDefaultValue(place.registry.key, place.registry.view, place.file);
  });
}

/** Takes the registration out if it is this program's, or leads nowhere. */
export async function unregister(
  place: ManifestPlace,
  launcher: string,
  isForced: boolean,
): Promise<RegistrationResult> {
  const { state, program = '' } = await inspectPlace(place, launcher);
  if (state === 'absent') return { place, outcome: 'absent' };
  if (state === 'other-program' && !isForced) return { place, outcome: 'left-alone', detail: program };
  return attempt(place, 'removed', async () => {
    if (place.registry) await deleteKey(place.registry.key, place.registry.view);
    // On Windows other browsers' keys may lead to the same file, and one that nobody points at does no harm.
    else await rm(place.file, { force: true });
  });
}

async function attempt(
  place: ManifestPlace,
  outcome: RegistrationOutcome,
  work: () => Promise<void>,
): Promise<RegistrationResult> {
  try {
    await work();
    return { place, outcome };
  } catch (error) {
    // One browser's folder that may not be written must not keep the others from being repaired.
    return { place, outcome: 'failed', detail: String((error as NodeJS.ErrnoException).code ?? 'unknown') };
  }
}

/** A browser that starts at this very moment must find the old file or the new one, never half of one. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o644 });
  await rename(draft, file);
}
