// Unit profiles in storage.local: they stay on this machine, in this browser profile.
import { storage } from '@wxt-dev/storage';
import * as z from 'zod/mini';
import { type Unit, unitSchema } from '../settings/unit.ts';

const unitsSchema = z.array(unitSchema);

/** `version` is raised together with a migration when the schema changes; the metadata key beside the item carries it. */
const unitsItem = storage.defineItem<readonly Unit[]>('local:units', { version: 1, fallback: [] });

let queue: Promise<unknown> = Promise.resolve();

/** All units in the order in which they were added. Throws when what is stored is not what we wrote. */
export async function readUnits(): Promise<readonly Unit[]> {
  return unitsSchema.parse(await unitsItem.getValue());
}

/** One after the other, so that two quick clicks do not lose one of two changes. */
function changeUnits(change: (units: readonly Unit[]) => readonly Unit[]): Promise<void> {
  const result = queue.then(async () => unitsItem.setValue(unitsSchema.parse(change(await readUnits()))));
  queue = result.catch(() => undefined);
  return result;
}

function putUnit(units: readonly Unit[], unit: Unit): readonly Unit[] {
  const isKnown = units.some(({ id }) => id === unit.id);
  return isKnown ? units.map((one) => (one.id === unit.id ? unit : one)) : [...units, unit];
}

/** Adds the units, or puts each in the place of the one with its id. */
export function saveUnits(...saved: readonly Unit[]): Promise<void> {
  return changeUnits((units) => saved.reduce(putUnit, units));
}

export function deleteUnit(id: string): Promise<void> {
  return changeUnits((units) => units.filter((unit) => unit.id !== id));
}

/** Calls back when the units change, here or in another window. @returns the way to stop that */
export function watchUnits(listener: () => void): () => void {
  return unitsItem.watch(listener);
}
