// Starts a worker whose script is a bundle beside this one, or inside the executable.
import { extname, join } from 'node:path';
import { getAsset, isSea } from 'node:sea';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The worker keeps no process alive. */
export function startScriptWorker(name: 'helper-link' | 'host-watch', options: WorkerOptions): Worker {
  const worker = isSea()
    ? new Worker(getAsset(`${name}.cjs`, 'utf8'), { ...options, eval: true })
    : new Worker(join(__dirname, name + extname(__filename)), options);
  worker.unref();
  return worker;
}
