// One operation at a time per token, over all windows and browsers of this user.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { TokenName } from '../token/driver.ts';
import { holdsFile, newOwnersId, type Owners, releaseFile, takeFile, writeOwners } from './owned-file.ts';
import { nameProcess, nameThisProcess, type ProcessName } from './process-name.ts';

/**
 * What a lock is for: a chip, whatever certificates are on it. Two tokens that call themselves alike share one lock, and
 * the second has to wait.
 */
type LockedToken = Pick<TokenName, 'serialNumber' | 'label'>;

/** A driver whose host was killed ends itself well within this time. */
const driverEndsMs = 6_000;
const pauseMs = 25;
/** In the host's place when it has let go. */
const nobody: ProcessName = '';

interface HeldLock {
  readonly path: string;
  owners: Owners;
}

/** Locks held by this process, until released or until it and its drivers have ended. */
export class TokenLocks {
  readonly #folder: string;
  readonly #held = new Map<string, HeldLock>();
  #self: Promise<ProcessName> | null = null;
  #drivers: ProcessName[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Takes the token's lock, or keeps it when this process has it.
   * @returns whether it was taken now
   * @throws AppError OPERATION_IN_PROGRESS, STORAGE_FAILED
   */
  async acquire(token: LockedToken): Promise<boolean> {
    const key = keyOf(token);
    if (this.#held.has(key)) {
      this.assertHeld(token);
      return false;
    }
    const path = join(this.#folder, `${key}.json`);
    const owners = await this.#access(async () => {
      this.#self ??= nameThisProcess();
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const mine: Owners = { id: newOwnersId(), processes: [await this.#self, ...this.#drivers] };
      return (await takeSoon(path, mine)) ? mine : null;
    });
    if (!owners) throw new AppError('OPERATION_IN_PROGRESS');
    this.#held.set(key, { path, owners });
    return true;
  }

  /**
   * To be asked before every step that writes: somebody may have removed our file while this computer was asleep.
   * @throws AppError OPERATION_IN_PROGRESS when the lock is not ours (any more), STORAGE_FAILED
   */
  assertHeld(token: LockedToken): void {
    const key = keyOf(token);
    const held = this.#held.get(key);
    if (held && accessNow(() => holdsFile(held.path, held.owners))) return;
    this.#held.delete(key);
    throw new AppError('OPERATION_IN_PROGRESS');
  }

  /** A driver's process has begun: until it ends, the locks held now or later in this process are held, too. */
  addDriver(pid: number): void {
    const name = nameProcess(pid);
    if (name === null) return;
    this.#drivers = [...this.#drivers.slice(-15), name];
    for (const held of this.#held.values()) {
      held.owners = { ...held.owners, processes: [...held.owners.processes, name] };
      accessNow(() => holdsFile(held.path, held.owners) && writeOwners(held.path, held.owners));
    }
  }

  /** Holds the lock for as long as the work takes; one that this process has already is kept. @throws what `acquire` and `work` do */
  async during<T>(token: LockedToken, work: () => Promise<T>): Promise<T> {
    const isTakenNow = await this.acquire(token);
    try {
      return await work();
    } finally {
      if (isTakenNow) this.release(token);
    }
  }

  release(token: LockedToken): void {
    const key = keyOf(token);
    const held = this.#held.get(key);
    this.#held.delete(key);
    if (held) releaseQuietly(held);
  }

  /** For the end of this process: drivers that still live keep the locks until they have ended, too. */
  releaseAll(): void {
    for (const { path, owners } of this.#held.values()) {
      const [, ...drivers] = owners.processes;
      if (drivers.length === 0) releaseQuietly({ path, owners });
      else handOver(path, { ...owners, processes: [nobody, ...drivers] });
    }
    this.#held.clear();
  }

  async #access<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toStorageError(error);
    }
  }
}

/** Waits for a driver that outlives its host for a moment, and for nobody else. */
async function takeSoon(path: string, mine: Owners): Promise<boolean> {
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    const result = await takeFile(path, mine);
    if (result !== 'ending' || waitedMs >= driverEndsMs) return result === 'taken';
    await sleep(pauseMs);
  }
}

function handOver(path: string, owners: Owners): void {
  try {
    if (holdsFile(path, owners)) writeOwners(path, owners);
  } catch {
    // The next owner finds out that this process is gone.
  }
}

/** What is left counts for nothing once this process has ended. */
function releaseQuietly({ path, owners }: HeldLock): void {
  try {
    releaseFile(path, owners);
  } catch {
    // A full or vanished disk: the next owner finds out that this process is gone.
  }
}

function accessNow<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStorageError(error);
  }
}

function toStorageError(error: unknown): AppError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new AppError('STORAGE_FAILED', { reason }, { cause: error });
}

function keyOf({ serialNumber, label }: LockedToken): string {
  return createHash('sha256').update(`${serialNumber}\n${label}`).digest('hex').slice(0, 32);
}
