// Unit profiles: they stay on this machine, in this browser profile, and out of reach of pages.
import * as z from 'zod/mini';
import { definePrivateItem } from '../base/private-item.ts';
import { type Unit, unitSchema } from '../settings/unit.ts';

const unitsSchema = z.array(unitSchema);

/** Of what two versions have kept, no unit is lost; of one that both have, the later is taken. */
const unitsItem = definePrivateItem('units', (kept, found) => {
  const [ours, theirs] = [kept, found].map((units) => unitsSchema.safeParse(units).data);
  return theirs ? theirs.reduce<readonly Unit[]>(putUnit, ours ?? []) : kept;
});

let queue: Promise<unknown> = Promise.resolve();

/** All units in the order in which they were added. Throws when what is stored is not what we wrote. */
export async function readUnits(): Promise<readonly Unit[]> {
  return unitsSchema.parse((await unitsItem.read()) ?? []);
}

/** One after the other, so that two quick clicks do not lose one of two changes. */
function changeUnits(change: (units: readonly Unit[]) => readonly Unit[]): Promise<void> {
  const result = queue.then(async () => unitsItem.write(unitsSchema.parse(change(await readUnits()))));
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
