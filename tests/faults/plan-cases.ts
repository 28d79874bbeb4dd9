// Which cases there are: each job run cleanly once, and each fault at each of its places.
import { join } from 'node:path';
import type { BenchKey } from './bench/bench-token.ts';
import type { FaultLibraries } from './bench/build-libraries.ts';
import { type FaultBench, makeBench } from './bench/fault-bench.ts';
import type { FaultJob } from './jobs/fault-job.ts';
import { withHost } from './jobs/fault-job.ts';
import type { CleanRun, Layer } from './kinds/fault.ts';
import { faultKinds } from './kinds/fault-kinds.ts';
import type { FaultCase } from './run-case.ts';

export interface JobWithKey {
  /** Job and key, for the table. */
  readonly name: string;
  readonly job: FaultJob;
  readonly key: BenchKey;
}

export interface PlannedCase {
  readonly name: string;
  readonly of: JobWithKey;
  readonly template: FaultBench;
  readonly one: FaultCase;
}

/** Runs the job cleanly in a copy of the template. */
export async function runCleanly(template: FaultBench, job: FaultJob, folder: string): Promise<CleanRun> {
  const clean = await template.copy(folder);
  try {
    await withHost(clean, (host) => job.run(clean, host));
    const firstWord = (line: string) => line.slice(0, line.indexOf(' '));
    return {
      tokenCalls: clean.tokenBoard.readCalls().map(firstWord),
      // Without what is another in each run.
      diskCalls: clean.diskBoard.readCalls().map((call) => call.replace(/[0-9a-f]{8}[0-9a-f-]{8,}/g, '*')),
      exchanges: clean.exchanges,
    };
  } finally {
    await clean.close();
  }
}

export async function makeTemplate(
  libraries: FaultLibraries,
  folder: string,
  { job, key }: Pick<JobWithKey, 'job' | 'key'>,
): Promise<FaultBench> {
  const plan = { key, ...(job.twin === undefined ? {} : { twin: job.twin }) };
  const template = await makeBench(libraries, folder, plan);
  await job.prepare(template);
  return template;
}

/** @returns every case of a job; one in ten is struck again while the clerk goes on */
export async function planCases(
  libraries: FaultLibraries,
  folder: string,
  of: JobWithKey,
  layer?: string,
): Promise<{ template: FaultBench; cases: PlannedCase[]; clean: CleanRun }> {
  const template = await makeTemplate(libraries, folder, of);
  const clean = await runCleanly(template, of.job, `${folder}-clean`);
  const kinds = faultKinds.filter((fault) => layer === undefined || fault.layer === layer);
  const seconds = faultKinds.filter(({ isHang, meanwhile, afterwards }) => !isHang && !meanwhile && !afterwards);
  const cases = kinds.flatMap((fault, number) =>
    fault.list(clean, of.job).flatMap((place, index): PlannedCase[] => {
      const name = `${of.name}, ${fault.name} at ${place.name}`;
      const first = { name, of, template, one: { fault, at: place.at } };
      const again = seconds[(index * 7 + number) % seconds.length];
      const places = again?.list(clean, of.job) ?? [];
      const second = places[index % Math.max(places.length, 1)];
      if (index % 10 !== number % 10 || !again || !second) return [first];
      const struckTwice = { fault, at: place.at, again: { fault: again, at: second.at } };
      return [first, { ...first, name: `${name}, then ${again.name} at ${second.name}`, one: struckTwice }];
    }),
  );
  return { template, cases, clean };
}

/** One of each layer and job in turn, so that a small sample has some of all. */
export function interleave(cases: readonly PlannedCase[]): PlannedCase[] {
  const groups = new Map<string, PlannedCase[]>();
  for (const one of cases) {
    const name = `${one.of.name} ${one.one.fault.layer satisfies Layer}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const lists = [...groups.values()];
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
}

export const templateFolder = (folder: string, { name }: JobWithKey): string => join(folder, name.replaceAll(' ', '-'));
