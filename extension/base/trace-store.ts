// Keeps the trace until the browser is closed (storage.session: in memory, out of reach for content scripts).
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { logTrace } from './log-trace.ts';
import { type TraceEntry, traceEntrySchema } from './trace.ts';

/** Of one window, popup or background. A renewal makes about 20. */
const maxEntriesPerPage = 100;
const maxPages = 12;
const prefix = 'trace:';

/** Each page writes under a key of its own: two of them at once would write over each other. Sorts by age. */
const ownKey = `${prefix}${new Date().toISOString()}:${crypto.randomUUID()}`;
const entriesSchema = z.array(traceEntrySchema);

const ownEntries: TraceEntry[] = [];
let isWriting = false;
let hasMore = false;

async function readPages(): Promise<readonly (readonly [string, unknown])[]> {
  const stored = Object.entries(await browser.storage.session.get(null));
  return stored.filter(([key]) => key.startsWith(prefix)).toSorted(([one], [other]) => one.localeCompare(other));
}

async function write(): Promise<void> {
  do {
    hasMore = false;
    await browser.storage.session.set({ [ownKey]: ownEntries });
  } while (hasMore);
  const old = (await readPages()).slice(0, -maxPages).map(([key]) => key);
  await browser.storage.session.remove(old);
}

/** Never waits and never fails: a trace is not worth an operation. */
export function recordTrace(entry: TraceEntry): void {
  logTrace(entry);
  ownEntries.push(entry);
  ownEntries.splice(0, ownEntries.length - maxEntriesPerPage);
  hasMore = true;
  if (isWriting) return;
  isWriting = true;
  void write()
    .catch((error: unknown) => console.warn('the trace could not be kept', error))
    .finally(() => {
      isWriting = false;
    });
}

/** All that is kept, oldest first. */
export async function readTrace(): Promise<readonly TraceEntry[]> {
  const pages = (await readPages()).flatMap(([, value]) => {
    const entries = entriesSchema.safeParse(value);
    return entries.success ? [entries.data] : [];
  });
  return pages.flat().toSorted((one, other) => one.at.localeCompare(other.at));
}
