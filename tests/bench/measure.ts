// Pairs of timings in turn, so that a machine whose speed drifts still gives a fair ratio.

export interface BenchResult {
  readonly name: string;
  readonly ratio: number;
  /** The most that is wanted; none where there is no goal. */
  readonly goal?: number;
  readonly unit: string;
  /** The two figures behind the ratio, for a person. */
  readonly note: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/**
 * Runs ours and theirs in turn and compares the medians.
 * @param ours gives its own time in ms; so does `theirs`
 */
export async function compare(
  name: string,
  runs: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
  goal?: number,
): Promise<BenchResult> {
  await ours();
  await theirs();
  const [ourTimes, theirTimes]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    // Who goes first changes, for the same reason.
    for (const side of run % 2 === 0 ? [0, 1] : [1, 0]) {
      if (side === 0) ourTimes.push(await ours());
      else theirTimes.push(await theirs());
    }
  }
  const [our, their] = [median(ourTimes), median(theirTimes)];
  const note = `${our.toFixed(2)} ms over ${their.toFixed(2)} ms, medians of ${runs}`;
  return { name, ratio: our / their, ...(goal === undefined ? {} : { goal }), unit: '×', note };
}
