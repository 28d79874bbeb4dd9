// Damages input as a bad line, a bad disk or an attacker would; deterministic by its random numbers.

export type Random = () => number;

/** Mulberry32: numbers in 0…1 that a seed repeats. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = (random: Random, below: number) => Math.floor(random() * below);
/** Bytes that mean something in DER, JSON, images and frames. */
const telling = [0x00, 0xff, 0x7f, 0x80, 0x81, 0x84, 0x30, 0x31, 0x02, 0x06, 0xa0, 0xa3, 0x22, 0x7b, 0x5d, 0x5c, 0x2d];

/** One to eight changes: bits, telling bytes, parts cut out, doubled, exchanged, taken from another input. */
export function damage(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let result = Uint8Array.from(bytes);
  for (let left = 1 + pick(random, 8); left > 0; left -= 1) {
    const at = pick(random, result.length + 1);
    const length = pick(random, Math.min(64, result.length - at + 1));
    const kind = pick(random, 7);
    if (kind === 0 && at < result.length) result[at] = (result[at] ?? 0) ^ (1 << pick(random, 8));
    else if (kind === 1 && at < result.length) result[at] = telling[pick(random, telling.length)] ?? 0;
    else if (kind === 2 && at < result.length) result[at] = pick(random, 256);
    else if (kind === 3) result = result.slice(0, at);
    else {
      const from = pick(random, other.length + 1);
      const middle =
        kind === 4
          ? other.subarray(0, 0)
          : kind === 5
            ? result.slice(at, at + length)
            : other.subarray(from, from + length);
      const rest = result.subarray(kind === 5 ? at : at + length);
      result = Uint8Array.from(Buffer.concat([result.subarray(0, at), middle, rest]));
    }
  }
  return result;
}
