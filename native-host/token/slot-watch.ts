// What was last seen in the slots of each driver, and whether it changed. A driver that fails is left alone for a while.
import type { TokenDriver, TokenGlance } from './driver.ts';

/** A driver that crashes at every look must not be started every second. */
const firstRestMs = 2_000;
const longestRestMs = 60_000;

/** In place of what a failing driver shows. */
const unreadable = 'unreadable';

export class SlotWatch {
  readonly #seen = new Map<string, string>();
  readonly #rests = new Map<string, { readonly untilMs: number; readonly lengthMs: number }>();
  readonly #now: () => number;
  #changeCount = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How often what a driver shows was another than before; its first look is no change. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** Looks through one driver, unless it rests. Never throws: a failure is a change like any other, and told once. */
  async look(key: string, driver: TokenDriver): Promise<void> {
    const rest = this.#rests.get(key);
    if (rest && this.#now() < rest.untilMs) return;
    try {
      this.note(key, await driver.glance());
    } catch {
      // Nobody asked for this look; whoever lists tokens next gets the reason.
      this.noteFailure(key);
    }
  }

  /** Takes in what was seen, by a look or by list-tokens. */
  note(key: string, tokens: readonly TokenGlance[]): void {
    this.#rests.delete(key);
    const names = tokens.map(({ serialNumber, label, pinState }) => JSON.stringify([serialNumber, label, pinState]));
    // Slots come in any order.
    this.#compare(key, names.sort().join());
  }

  noteFailure(key: string): void {
    const lengthMs = Math.min((this.#rests.get(key)?.lengthMs ?? firstRestMs / 2) * 2, longestRestMs);
    this.#rests.set(key, { untilMs: this.#now() + lengthMs, lengthMs });
    this.#compare(key, unreadable);
  }

  #compare(key: string, shown: string): void {
    const before = this.#seen.get(key);
    this.#seen.set(key, shown);
    if (before !== undefined && before !== shown) this.#changeCount += 1;
  }
}
