// The fault runner: every fault at every call of every job, or a spread sample, over the cores.
//   npm run faults [-- --job renew] [--key P-256] [--sample N] [--seed S] [--minutes M] [--results FILE]
// Goes on where it was stopped when it is given the same results file. The last line is the count of violations.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchKey, buildFaultModule, type FaultBench, makeBench } from './fault-bench.ts';
import { type FaultJob, faultJobs } from './fault-jobs.ts';
import { faultKinds } from './fault-kinds.ts';
import { printTable, type ResultRow } from './print-table.ts';
import { type FaultCase, runCase } from './run-case.ts';
import { shuffle } from './shuffle.ts';

const keys: readonly BenchKey[] = ['P-256', 'RSA-2048'];
const today = new Date().toISOString().slice(0, 10);
const { values } = parseArgs({
  options: {
    job: { type: 'string' },
    key: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: today },
    minutes: { type: 'string' },
    results: { type: 'string' },
  },
});

interface Planned {
  readonly name: string;
  readonly job: FaultJob;
  readonly template: FaultBench;
  readonly one: FaultCase;
}

const folder = mkdtempSync(join(tmpdir(), 'shebao-faults-'));
const module = buildFaultModule(folder);
const templates: FaultBench[] = [];
const planned: Planned[] = [];

/** Runs the job cleanly once, and plans each fault at each of its calls. */
async function plan(job: FaultJob, key: BenchKey): Promise<void> {
  const template = await makeBench(module, join(folder, `${job.name}-${key}`), key);
  templates.push(template);
  await job.prepare(template);
  const clean = await template.copy(join(folder, 'clean'));
  const host = clean.openHost();
  await job.run(clean, host);
  await host.close();
  const functions = clean.readCalls();
  await clean.close();
  for (const fault of faultKinds)
    for (const [index, called] of functions.entries()) {
      if (fault.only !== undefined && fault.only !== called) continue;
      const at = index + 1;
      planned.push({ name: `${job.name} ${key}, ${fault.name} at ${at} ${called}`, job, template, one: { fault, at } });
      // One in ten is struck again while the clerk goes on.
      const again = faultKinds[(index * 7 + fault.kind) % faultKinds.length];
      if (index % 10 !== fault.kind % 10 || !again || again.only !== undefined || again.isHang) continue;
      const name = `${job.name} ${key}, ${fault.name} at ${at} ${called}, then ${again.name} at ${at}`;
      planned.push({ name, job, template, one: { fault, at, again: { fault: again, at } } });
    }
  console.log(`${job.name} ${key}: ${functions.length} calls`);
}

for (const job of faultJobs.filter(({ name }) => values.job === undefined || name === values.job))
  for (const key of keys.filter((one) => values.key === undefined || one === values.key)) await plan(job, key);

const known = new Map<string, ResultRow>();
if (values.results !== undefined && existsSync(values.results))
  for (const line of readFileSync(values.results, 'utf8').split('\n').filter(Boolean)) {
    const row = JSON.parse(line) as ResultRow;
    known.set(row.name, row);
  }
const chosen = shuffle(planned, values.seed).slice(0, values.sample === undefined ? undefined : Number(values.sample));
const open = chosen.filter(({ name }) => !known.has(name));
const rows: ResultRow[] = chosen.flatMap(({ name }) => known.get(name) ?? []);
console.log(`${chosen.length} of ${planned.length} cases, seed ${values.seed}, ${rows.length} known already`);

const started = Date.now();
const end = values.minutes === undefined ? Number.POSITIVE_INFINITY : started + Number(values.minutes) * 60_000;
let next = 0;
let done = 0;

async function work(): Promise<void> {
  while (next < open.length && Date.now() < end) {
    const number = next++;
    const { name, job, template, one } = open[number] as Planned;
    const bench = await template.copy(join(folder, `case-${number}`));
    const result = await runCase(bench, job, one);
    await bench.close();
    const row: ResultRow = {
      name,
      fault: one.fault.name,
      job: `${job.name} ${template.token.keyAlgorithm}`,
      ...result,
    };
    rows.push(row);
    if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify(row)}\n`);
    for (const text of row.broken) console.log(`\n${name}: ${text} [${row.codes.join(', ')}]`);
    done += 1;
    const leftMinutes = Math.ceil((((Date.now() - started) / done) * (open.length - done)) / 60_000);
    if (process.stdout.isTTY) process.stdout.write(`\r${done}/${open.length}, ${leftMinutes} min left   `);
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
for (const template of templates) await template.close();
rmSync(folder, { recursive: true, force: true });
if (done < open.length) console.log(`${open.length - done} cases not run: out of time`);
const violations = printTable(rows);
process.exit(violations === 0 && rows.length > 0 ? 0 : 1);
