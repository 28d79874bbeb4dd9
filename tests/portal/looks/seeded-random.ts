// The same choices for the same number: a look that was found wanting can be looked at again.

export interface Random {
  /** 0 ≤ n < limit. */
  below(limit: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  chance(percent: number): boolean;
}

/** mulberry32. */
export function seedRandom(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    chance: (percent) => next() * 100 < percent,
  };
}
