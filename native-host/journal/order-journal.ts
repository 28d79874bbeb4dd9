// The order journal: what was done for each order, so that any of them can be gone on with whatever broke.
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { countEvents, formatEvent, type JournalText, mergeJournals, parseJournal } from './journal-lines.ts';
import { OrderFiles } from './order-files.ts';
import { foldEvents, type OrderEvent, type OrderRecord } from './order-record.ts';

const nothing: JournalText = { events: [], lost: [] };

export class OrderJournal {
  readonly #files: OrderFiles;

  constructor(folder: string) {
    this.#files = new OrderFiles(folder);
  }

  /**
   * Appends one event and returns once it is on disk. A file found damaged is repaired from its copy first.
   * @throws AppError STORAGE_FAILED (`reason`: the system's code, e.g. ENOSPC)
   */
  async append(orderId: string, event: OrderEvent): Promise<void> {
    await access(async () => {
      const { main, whole } = await this.#load(orderId);
      if (main.events.length < whole.events.length)
        this.#files.replace(orderId, whole.events.map(formatEvent).join(''));
      this.#files.append(orderId, formatEvent({ number: countEvents(whole) + 1, event }));
    });
  }

  /**
   * The order, or null when the journal does not know it.
   * @throws AppError STORAGE_FAILED, ORDER_DAMAGED when there is an entry and its beginning cannot be read
   */
  async read(orderId: string): Promise<OrderRecord | null> {
    const { whole, isThere } = await access(() => this.#load(orderId));
    if (!isThere) return null;
    const record = foldEvents(whole.events.map(({ event }) => event));
    // Nothing but a torn first line: nothing was done yet.
    if (!record && whole.events.length === 0 && whole.lost.length === 0) return null;
    if (!record) throw new AppError('ORDER_DAMAGED', { orderId });
    return { ...record, eventCount: countEvents(whole) };
  }

  /** All orders that can be read, latest first; one bad entry hides no other. @throws AppError STORAGE_FAILED */
  async list(): Promise<OrderRecord[]> {
    const ids = await access(() => this.#files.listIds());
    const records = await Promise.all(ids.map((id) => this.read(id).catch(nullIfUnreadable)));
    return records.filter((record) => record !== null).sort((a, b) => b.draft.at.localeCompare(a.draft.at));
  }

  /** Ids of entries that cannot be read. @throws AppError STORAGE_FAILED */
  async listDamaged(): Promise<string[]> {
    const ids = await access(() => this.#files.listIds());
    const areReadable = await Promise.all(ids.map((id) => this.read(id).then(() => true, isReadable)));
    return ids.filter((_, index) => !areReadable[index]);
  }

  /** Forgets an order. @throws the system's error */
  async remove(orderId: string): Promise<void> {
    await this.#files.remove(orderId);
  }

  async #load(orderId: string): Promise<{ main: JournalText; whole: JournalText; isThere: boolean }> {
    const { main, copy } = await this.#files.read(orderId);
    const [first, second] = [main, copy].map((text) => (text === null ? nothing : parseJournal(text)));
    const whole = mergeJournals(first ?? nothing, second ?? nothing);
    return { main: first ?? nothing, whole, isThere: main !== null || copy !== null };
  }
}

function nullIfUnreadable(error: unknown): null {
  if (isReadable(error)) throw error;
  return null;
}

/** Entries that are folders, forbidden, on a bad sector, or not understood: a matter of their own. */
const isReadable = (error: unknown) =>
  !(isAppError(error) && (error.code === 'ORDER_DAMAGED' || error.code === 'STORAGE_FAILED'));

async function access<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('STORAGE_FAILED', { reason }, { cause: error });
  }
}
