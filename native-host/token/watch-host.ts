// Ends this driver's process soon after its host, also in the middle of a call.
import type { HostWatchData } from './host-watch.ts';
import { startScriptWorker } from './start-script-worker.ts';

/** Where a driver's process finds the pipe that ends with the host: behind stdin, stdout, stderr and Node's own channel. */
const hostPipeFd = 4;

/** Whether this system needs it: Windows ends a process' children with it (libuv puts them into one job object). */
export const needsHostPipe = process.platform !== 'win32';

const graceMs = 3_000;

export function watchHost(): void {
  if (!needsHostPipe) return;
  const workerData: HostWatchData = { fd: hostPipeFd, graceMs };
  startScriptWorker('host-watch', { workerData });
}
