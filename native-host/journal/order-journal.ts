// The order journal: one append-only file an order, every line on disk before the next step is taken (FIELD §7).
import { closeSync, fdatasyncSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { foldEvents, type OrderEvent, type OrderRecord, orderEventSchema } from './order-record.ts';

const suffix = '.jsonl';

export class OrderJournal {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Appends one event and returns once it is on disk.
   * @throws AppError STORAGE_FAILED (`reason`: the system's code, e.g. ENOSPC)
   */
  async append(orderId: string, event: OrderEvent): Promise<void> {
    try {
      this.#write(orderId, `${JSON.stringify(event)}\n`);
    } catch (error) {
      throw toStorageError(error);
    }
  }

  /** The order, or null when the journal does not know it. @throws AppError STORAGE_FAILED */
  async read(orderId: string): Promise<OrderRecord | null> {
    try {
      return foldEvents(parseLines(await readFile(this.#fileOf(orderId), 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw toStorageError(error);
    }
  }

  /** All orders, latest first. A file that cannot be understood is left alone and left out. @throws AppError STORAGE_FAILED */
  async list(): Promise<OrderRecord[]> {
    let names: string[];
    try {
      names = await readdir(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw toStorageError(error);
    }
    const ids = names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
    const records = await Promise.all(ids.map((id) => this.read(id)));
    return records.filter((record) => record !== null).sort((a, b) => b.draft.at.localeCompare(a.draft.at));
  }

  /** Order ids are UUIDs by the protocol's schema, so they are safe as file names. */
  #fileOf(orderId: string): string {
    return join(this.#folder, orderId + suffix);
  }

  /** Synchronously: a few small calls that must all have happened before anything else may. */
  #write(orderId: string, line: string): void {
    const isNewFolder = mkdirSync(this.#folder, { recursive: true, mode: 0o700 }) !== undefined;
    const file = openSync(this.#fileOf(orderId), 'a+', 0o600);
    let isNewFile = false;
    try {
      const { size } = fstatSync(file);
      isNewFile = size === 0;
      const last = Buffer.alloc(1);
      if (size > 0) readSync(file, last, 0, 1, size - 1);
      // A line torn by a power cut must not swallow the next one.
      const separator = size > 0 && last[0] !== 0x0a ? '\n' : '';
      writeFileSync(file, separator + line);
      fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
    if (isNewFile || isNewFolder) syncFolder(this.#folder);
  }
}

/** Events of a journal file; torn or unknown lines are passed over. */
function parseLines(text: string): OrderEvent[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      // Torn: the step it was to record counts as not done, which every step can bear.
      return [];
    }
    const parsed = orderEventSchema.safeParse(json);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Makes a new file's name durable too. Windows cannot open folders and needs no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function toStorageError(error: unknown): AppError {
  return new AppError(
    'STORAGE_FAILED',
    { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' },
    { cause: error },
  );
}
