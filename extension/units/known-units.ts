// All unit profiles that there are: the clerk's own, and those that an administrator gives by policy.
import { readSettings, watchSettings } from '../settings/settings-store.ts';
import type { Unit } from '../settings/unit.ts';
import { readUnits, watchUnits } from './unit-store.ts';

/** Given by policy: they are shown and used, and cannot be changed here. */
export async function readManagedUnits(): Promise<readonly Unit[]> {
  return (await readSettings()).values.units;
}

/** The clerk's own, then the administrator's; where both have one of the same id, the administrator's holds. */
export async function readKnownUnits(): Promise<readonly Unit[]> {
  const [own, managed] = await Promise.all([readUnits(), readManagedUnits()]);
  return [...own.filter(({ id }) => !managed.some((unit) => unit.id === id)), ...managed];
}

/** Calls back when either changes. @returns the way to stop that */
export function watchKnownUnits(listener: () => void): () => void {
  const stops = [watchUnits(listener), watchSettings(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}
