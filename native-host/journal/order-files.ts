// The files of the journal: one an order, append-only, on disk before the next step is taken; and a copy of each in another
// folder, for the day on which the disk gives back something else than it was given.
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const suffix = '.jsonl';

export class OrderFiles {
  readonly #folder: string;
  readonly #copies: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#copies = `${folder}.copy`;
  }

  /** Order ids of all entries, readable or not. @throws the system's error */
  async listIds(): Promise<string[]> {
    const names = await Promise.all([this.#folder, this.#copies].map(listNames));
    const ids = names.flat().filter((name) => name.endsWith(suffix));
    return [...new Set(ids.map((name) => name.slice(0, -suffix.length)))];
  }

  /** Text of an order's file and of its copy; null where there is none. @throws the system's error for the file itself */
  async read(orderId: string): Promise<{ main: string | null; copy: string | null }> {
    const main = await readFile(this.#mainOf(orderId), 'utf8').catch(nullIfMissing);
    return { main, copy: await readFile(this.#copyOf(orderId), 'utf8').catch(() => null) };
  }

  /** Adds to the file and waits until it is on disk; then to the copy, as far as that is possible. @throws the system's error */
  append(orderId: string, text: string): void {
    appendDurably(this.#folder, this.#mainOf(orderId), text, true);
    try {
      // Not waited for: a power cut leaves the file whole, and what damages a file comes later.
      appendDurably(this.#copies, this.#copyOf(orderId), text, false);
    } catch {
      // The step is on record. A copy is only what it is.
    }
  }

  /** Puts a repaired text in the place of the file. @throws the system's error */
  replace(orderId: string, text: string): void {
    const file = this.#mainOf(orderId);
    const repaired = `${file}.repaired`;
    writeFileSync(repaired, text, { mode: 0o600, flush: true });
    renameSync(repaired, file);
    syncFolder(this.#folder);
  }

  /** @throws the system's error */
  async remove(orderId: string): Promise<void> {
    for (const file of [this.#mainOf(orderId), this.#copyOf(orderId)]) await rm(file, { force: true });
  }

  /** Ids are UUIDs by the protocol's schema, so they are safe as file names. */
  readonly #mainOf = (orderId: string) => join(this.#folder, orderId + suffix);
  readonly #copyOf = (orderId: string) => join(this.#copies, orderId + suffix);
}

async function listNames(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(nullIfMissing)) ?? [];
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** Synchronously: a few small calls that must all have happened before anything else may. */
function appendDurably(folder: string, path: string, text: string, isDurable: boolean): void {
  const isNewFolder = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
  const file = openSync(path, 'a+', 0o600);
  let isNewFile = false;
  try {
    const { size } = fstatSync(file);
    isNewFile = size === 0;
    const last = Buffer.alloc(1);
    if (size > 0) readSync(file, last, 0, 1, size - 1);
    // A line torn by a power cut must not swallow the next one.
    const separator = size > 0 && last[0] !== 0x0a ? '\n' : '';
    writeFileSync(file, separator + text);
    if (isDurable) fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isDurable && (isNewFile || isNewFolder)) syncFolder(folder);
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
