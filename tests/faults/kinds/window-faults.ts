// A second window, of the same browser or another, while the first is in the middle of a call.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultBench } from '../bench/fault-bench.ts';
import type { FaultJob } from '../jobs/fault-job.ts';
import { readCode } from '../read-code.ts';
import { atTokenCall, type Fault, placesOf } from './fault.ts';

const suspendKind = 14;
const slowKind = 11;

/** The other window takes what it is offered, once. */
async function takeTurn(bench: FaultBench, job: FaultJob): Promise<string[]> {
  const host = bench.openHost();
  try {
    await job.goOn(bench, host);
    return [];
  } catch (error) {
    return [readCode(error)];
  } finally {
    await host.close();
  }
}

async function waitUntilFired({ tokenBoard }: FaultBench, isOver: () => boolean): Promise<boolean> {
  while (!tokenBoard.hasFired() && !isOver()) await sleep(20);
  return tokenBoard.hasFired();
}

/** The computer sleeps in the middle of a call, and wakes up when another one has done what it could. */
const suspend: Fault = {
  name: 'suspended, another window meanwhile',
  layer: 'windows',
  list: ({ tokenCalls }) => placesOf(tokenCalls),
  arm: ({ tokenBoard }, at) => tokenBoard.arm({ kind: suspendKind }, at),
  hasStruck: atTokenCall,
  async meanwhile(bench, job, isOver) {
    const [sleepers, drivers] = [bench.listHosts(), bench.listDrivers()];
    if (!(await waitUntilFired(bench, isOver))) return [];
    try {
      return await takeTurn(bench, job);
    } finally {
      for (const pid of new Set([...sleepers, ...drivers, ...bench.listDrivers()])) wake(pid);
    }
  },
};

function wake(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // Ended in the meantime.
  }
}

/** Both at once: the second begins while the first waits for a slow card. */
const second: Fault = {
  name: 'a second window at once',
  layer: 'windows',
  list: ({ tokenCalls }) => placesOf(tokenCalls),
  arm: ({ tokenBoard }, at) => tokenBoard.arm({ kind: slowKind }, at),
  hasStruck: atTokenCall,
  meanwhile: async (bench, job, isOver) => ((await waitUntilFired(bench, isOver)) ? takeTurn(bench, job) : []),
};

export const windowFaults: readonly Fault[] = [suspend, second];
