// One core's share of the fuzzing: target after target, beat after beat.
import { parentPort, workerData } from 'node:worker_threads';
import { createRandom, damage } from './damage.ts';
import { isOurs, makeTargets } from './targets.ts';

const { seed, current } = workerData as { seed: number; current: SharedArrayBuffer };
const random = createRandom(seed);
const targets = makeTargets();
/** Length first, then the bytes of the input under way: what is kept when nothing more is heard from here. */
const length = new Uint32Array(current, 0, 1);
const bytes = new Uint8Array(current, 4);
const usualBatch = 50;

let done = 0;
for (;;) {
  for (const { name, seeds, run, batch = usualBatch } of targets) {
    let fault: string | undefined;
    for (let left = batch; left > 0 && fault === undefined; left -= 1) {
      const pickSeed = () => seeds[Math.floor(random() * seeds.length)] ?? new Uint8Array();
      const input = damage(pickSeed(), pickSeed(), random);
      length[0] = Math.min(input.length, bytes.length);
      bytes.set(input.subarray(0, bytes.length));
      try {
        await run(input);
      } catch (error) {
        if (!isOurs(error))
          fault = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error);
      }
      done += 1;
    }
    const heapMb = Math.round(process.memoryUsage().heapUsed / 1e6);
    parentPort?.postMessage({ target: name, done, heapMb, ...(fault === undefined ? {} : { fault }) });
  }
}
