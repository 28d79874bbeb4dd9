// One operation at a time per token, over all windows and browsers of this user.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { AppError } from '../../shared/errors/app-error.ts';
import type { TokenName } from '../token/driver.ts';

/**
 * What a lock is for: a chip, whatever certificates are on it. Two tokens that call themselves alike share one lock, and
 * the second has to wait.
 */
type LockedToken = Pick<TokenName, 'serialNumber' | 'label'>;

/** After this long without a sign of life a lock's owner counts as dead (killed, power cut). The library's least. */
const staleMs = 5_000;

/** Locks held by this process, until released or until it ends. */
export class TokenLocks {
  readonly #folder: string;
  readonly #held = new Map<string, () => Promise<void>>();

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
    if (this.#held.has(key)) return false;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const release = await lock(join(this.#folder, key), {
        realpath: false,
        stale: staleMs,
        // The token itself and the CA's request id still keep order; losing the lock file is no reason to die.
        onCompromised: () => this.#held.delete(key),
      });
      this.#held.set(key, release);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ELOCKED')
        throw new AppError('OPERATION_IN_PROGRESS', {}, { cause: error });
      throw new AppError(
        'STORAGE_FAILED',
        { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' },
        { cause: error },
      );
    }
  }

  /** Holds the lock for as long as the work takes; one that this process has already is kept. @throws what `acquire` and `work` do */
  async during<T>(token: LockedToken, work: () => Promise<T>): Promise<T> {
    const isTakenNow = await this.acquire(token);
    try {
      return await work();
    } finally {
      if (isTakenNow) await this.release(token);
    }
  }

  async release(token: LockedToken): Promise<void> {
    const key = keyOf(token);
    const release = this.#held.get(key);
    this.#held.delete(key);
    // A lock that was taken from us is as good as released.
    await release?.().catch(() => undefined);
  }

  async releaseAll(): Promise<void> {
    const releases = [...this.#held.values()];
    this.#held.clear();
    await Promise.all(releases.map((release) => release().catch(() => undefined)));
  }
}

function keyOf({ serialNumber, label }: LockedToken): string {
  return createHash('sha256').update(`${serialNumber}\n${label}`).digest('hex').slice(0, 32);
}
