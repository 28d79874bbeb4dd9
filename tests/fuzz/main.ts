// `npm run fuzz [-- --minutes N]`: throws made-up and damaged input at every parser, by a worker for each core. A crash, a hang of
// five seconds, an error that is none of ours, growth, or rubbish that is taken for good ends it with the input kept.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

interface Beat {
  readonly target: string;
  readonly done: number;
  readonly heapMb: number;
  readonly fault?: string;
}

const hangMs = 5_000;
/** Above what a worker has after its first seconds, garbage included. */
const maxHeapMb = 700;
const workerCount = 2;
const at = process.argv.indexOf('--minutes');
const minutes = at < 0 ? 1 : Number(process.argv[at + 1]);
if (!(minutes > 0)) throw new Error('--minutes N');
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);
const vectors = fileURLToPath(new URL('../vectors/fuzz', import.meta.url));

function keep({ target }: Beat, input: string, fault: string): void {
  mkdirSync(vectors, { recursive: true });
  const file = join(vectors, `${target}-${Date.now()}.base64`);
  writeFileSync(file, `${input}\n`);
  console.error(`[fuzz] ${target}: ${fault}; the input is in ${file}`);
}

async function run(index: number, endMs: number): Promise<{ done: number; isGood: boolean }> {
  // The worker writes each input here before it is tried: a length, then bytes.
  const current = new SharedArrayBuffer(256 * 1024);
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    workerData: { seed: seed + index, current },
  });
  let beat: Beat = { target: 'start', done: 0, heapMb: 0 };
  const readInput = () => Buffer.from(current, 4, new Uint32Array(current, 0, 1)[0]).toString('base64');
  return new Promise((resolve) => {
    const finish = (fault?: string) => {
      clearInterval(clock);
      clearTimeout(silence);
      if (fault !== undefined) keep(beat, readInput(), fault);
      void worker.terminate().then(() => resolve({ done: beat.done, isGood: fault === undefined }));
    };
    // The first beat comes after the worker has loaded everything.
    let silence = setTimeout(() => finish('did not start'), 60_000);
    const clock = setInterval(() => Date.now() >= endMs && finish(), 200);
    worker.on('error', (error) => finish(`crashed: ${error.message}`));
    worker.on('message', (next: Beat) => {
      beat = next;
      clearTimeout(silence);
      if (next.fault !== undefined) return finish(next.fault);
      if (next.heapMb > maxHeapMb) return finish(`grew to ${next.heapMb} MB`);
      silence = setTimeout(() => finish('hung'), hangMs);
    });
  });
}

const endMs = Date.now() + minutes * 60_000;
const results = await Promise.all(Array.from({ length: workerCount }, (_, index) => run(index, endMs)));
const count = results.reduce((sum, { done }) => sum + done, 0);
const faults = results.filter(({ isGood }) => !isGood).length;
console.log(`[fuzz] ${count} inputs in ${minutes} min, seed ${seed}: ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
