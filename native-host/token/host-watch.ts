// A worker of the driver's process that ends it when the host has ended: the main thread may be inside a call of the
// vendor's library for minutes, logged in, and knows of nothing meanwhile. Runs as a script of its own (see watch-host.ts).
import { Socket } from 'node:net';
import { workerData } from 'node:worker_threads';

/** What the worker is given. */
export interface HostWatchData {
  /** A pipe of which only the host holds the other end. */
  readonly fd: number;
  /** How long a call under way may go on. */
  readonly graceMs: number;
}

function watch({ fd, graceMs }: HostWatchData): void {
  const pipe = new Socket({ fd, readable: true, writable: false });
  pipe.on('error', () => undefined);
  pipe.on('close', () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs));
  pipe.resume();
}

watch(workerData as HostWatchData);
