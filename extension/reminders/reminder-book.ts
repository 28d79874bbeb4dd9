// Remembered certificates and what is known of the clock, out of reach of pages. Only the background writes; pages read and watch.
import * as z from 'zod/mini';
import { definePrivateItem } from '../base/private-item.ts';
import { type ClockMemory, clockMemorySchema } from '../clock/clock-memory.ts';
import { type SeenCertificate, seenCertificateSchema } from './seen-certificate.ts';

const version = 1;
/** More than an agency looks after; the ones not seen for longest go first. */
const maxCertificates = 1000;

const storedSchema = z.object({ version: z.int(), certificates: z.array(z.unknown()), clock: z.unknown() });

export interface ReminderBook {
  readonly certificates: readonly SeenCertificate[];
  readonly clock: ClockMemory;
}

export const emptyReminderBook: ReminderBook = { certificates: [], clock: { latestAt: null, portal: null } };

/** What can be read of what is stored, of this or any later version: a record that is broken is left out, the others stand. */
function readStored(value: unknown): ReminderBook {
  const stored = storedSchema.safeParse(value);
  if (!stored.success) return emptyReminderBook;
  const clock = clockMemorySchema.safeParse(stored.data.clock);
  const certificates = stored.data.certificates.flatMap((one) => {
    const certificate = seenCertificateSchema.safeParse(one);
    return certificate.success ? [certificate.data] : [];
  });
  return { certificates, clock: clock.success ? clock.data : emptyReminderBook.clock };
}

/** Of what two versions have kept, no certificate is lost; of one that both have, the later is taken. */
const bookItem = definePrivateItem('reminders', (kept, found) => {
  const [ours, theirs] = [readStored(kept), readStored(found)];
  const known = new Set(ours.certificates.map(({ hash }) => hash));
  const certificates = [...ours.certificates, ...theirs.certificates.filter(({ hash }) => !known.has(hash))];
  return { version, certificates, clock: ours.clock.latestAt === null ? theirs.clock : ours.clock };
});

export async function readReminderBook(): Promise<ReminderBook> {
  return readStored(await bookItem.read());
}

let queue: Promise<unknown> = Promise.resolve();

/** Changes the book, one change after the other. @returns the book as it was stored */
export function changeReminderBook(change: (book: ReminderBook) => ReminderBook): Promise<ReminderBook> {
  const result = queue.then(async () => {
    const before = await readReminderBook();
    const next = change(before);
    const certificates = next.certificates
      .toSorted((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt))
      .slice(0, maxCertificates);
    const stored = { ...next, certificates };
    if (JSON.stringify(stored) !== JSON.stringify(before)) await bookItem.write({ version, ...stored });
    return stored;
  });
  queue = result.catch(() => undefined);
  return result;
}

/** Calls back with the book after each change; gives back the way to stop that. */
export function watchReminderBook(listener: (book: ReminderBook) => void): () => void {
  return bookItem.watch(() => void readReminderBook().then(listener));
}
