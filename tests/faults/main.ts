// The fault runner: every fault at every place of every job, or a spread sample, over the cores.
//   npm run faults [-- --job renew] [--key P-256] [--layer disk] [--sample N] [--seed S] [--minutes M] [--workers W] [--results FILE]
// Goes on where it was stopped when it is given the same results file. The last line is the count of violations.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildLibraries } from './bench/build-libraries.ts';
import type { FaultBench } from './bench/fault-bench.ts';
import { faultJobs } from './jobs/fault-jobs.ts';
import { interleave, type JobWithKey, type PlannedCase, planCases, templateFolder } from './plan-cases.ts';
import { printTable, type ResultRow } from './print-table.ts';
import { runCase } from './run-case.ts';
import { shuffle } from './shuffle.ts';

const today = new Date().toISOString().slice(0, 10);
const { values } = parseArgs({
  options: {
    job: { type: 'string' },
    key: { type: 'string' },
    layer: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: today },
    minutes: { type: 'string' },
    workers: { type: 'string' },
    results: { type: 'string' },
  },
});

/** A sample is of some jobs only: to prepare one takes as long as several cases. */
const jobsOfSample = 5;
const workers = Number(values.workers ?? availableParallelism());
/** Of the cases; what is prepared for them takes its own time. */
let end = Number.POSITIVE_INFINITY;

const folder = mkdtempSync(join(tmpdir(), 'shebao-faults-'));
const libraries = buildLibraries(folder);
const templates: FaultBench[] = [];
const planned: PlannedCase[] = [];

/** Takes from the list until it is empty or time is over, as many at once as there are workers. */
async function workThrough<T>(list: T[], work: (item: T) => Promise<void>, mostOpen = workers): Promise<void> {
  const take = async () => {
    for (let item = list.shift(); item !== undefined && Date.now() < end; item = list.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: mostOpen }, take));
}

const isMeant = ({ job, key }: JobWithKey) =>
  (values.job === undefined || job.name === values.job) && (values.key === undefined || key === values.key);
const pairs = shuffle(
  faultJobs.flatMap((job) => job.keys.map((key) => ({ name: `${job.name} ${key}`, job, key }))).filter(isMeant),
  values.seed,
).slice(0, values.sample === undefined ? undefined : jobsOfSample);
await workThrough(pairs, async (pair) => {
  const { template, cases, clean } = await planCases(libraries, templateFolder(folder, pair), pair, values.layer);
  templates.push(template);
  planned.push(...cases);
  const { tokenCalls, diskCalls, exchanges } = clean;
  const counts = `${tokenCalls.length} calls, ${diskCalls.length} of the disk, ${exchanges.length} exchanges`;
  console.log(`${pair.name}: ${counts}; ${cases.length} cases`);
});

const known = new Map<string, ResultRow>();
if (values.results !== undefined && existsSync(values.results))
  for (const line of readFileSync(values.results, 'utf8').split('\n').filter(Boolean)) {
    const row = JSON.parse(line) as ResultRow;
    known.set(row.name, row);
  }
const ordered = interleave(shuffle(planned, values.seed));
const chosen = ordered.slice(0, values.sample === undefined ? undefined : Number(values.sample));
const open = chosen.filter(({ name }) => !known.has(name));
const rows: ResultRow[] = chosen.flatMap(({ name }) => known.get(name) ?? []);
console.log(`${chosen.length} of ${planned.length} cases, seed ${values.seed}, ${rows.length} known already`);

const casesStarted = Date.now();
if (values.minutes !== undefined) end = casesStarted + Number(values.minutes) * 60_000;
const total = open.length;
let begun = 0;
let done = 0;

function showProgress(): void {
  const leftMinutes = Math.ceil((((Date.now() - casesStarted) / Math.max(done, 1)) * (total - done)) / 60_000);
  if (process.stdout.isTTY) process.stdout.write(`\r${done}/${total}, ${leftMinutes} min left   `);
}

await workThrough(open, async ({ name, of, template, one }) => {
  begun += 1;
  const bench = await template.copy(join(folder, `case-${begun}`));
  const result = await runCase(bench, of.job, one);
  await bench.close();
  const row: ResultRow = { name, fault: one.fault.name, layer: one.fault.layer, job: of.name, ...result };
  rows.push(row);
  if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify(row)}\n`);
  for (const text of row.broken) console.log(`\n${name}: ${text} [${row.codes.join(', ')}]`);
  done += 1;
  showProgress();
});
for (const template of templates) await template.close();
rmSync(folder, { recursive: true, force: true });
if (done < total) console.log(`${total - done} cases not run: out of time`);
const violations = printTable(rows);
process.exit(violations === 0 && rows.length > 0 ? 0 : 1);
