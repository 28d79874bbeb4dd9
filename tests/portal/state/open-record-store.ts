// A directory of JSON files, one a record, read once at start and written through.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { writeDurably } from './write-durably.ts';

export interface RecordStore<T> {
  get(key: string): T | undefined;
  /** All records, in no promised order. */
  list(): T[];
  /** Resolves once the record is on disk. Later `get`s see it only then. */
  put(key: string, record: T): Promise<void>;
  /** Nothing happens when there is no such record. */
  remove(key: string): Promise<void>;
}

/** Keys come from the network: a file name is made of their hash. */
function nameFile(key: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`;
}

/** Opens the records below `directory`; a file that does not fit `schema` throws with its name. */
export async function openRecordStore<T>(directory: string, schema: z.ZodMiniType<T>): Promise<RecordStore<T>> {
  await mkdir(directory, { recursive: true });
  const fileSchema = z.strictObject({ key: z.string(), record: schema });
  const records = new Map<string, T>();
  for (const name of await readdir(directory)) {
    // Leftovers of a write that was cut short.
    if (!name.endsWith('.json')) continue;
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(join(directory, name), 'utf8')));
    if (!parsed.success) throw new Error(`${join(directory, name)}: ${z.prettifyError(parsed.error)}`);
    records.set(parsed.data.key, parsed.data.record);
  }
  return {
    get: (key) => records.get(key),
    list: () => [...records.values()],
    put: async (key, record) => {
      await writeDurably(join(directory, nameFile(key)), `${JSON.stringify({ key, record }, null, 2)}\n`);
      records.set(key, record);
    },
    remove: async (key) => {
      records.delete(key);
      await rm(join(directory, nameFile(key)), { force: true });
    },
  };
}
