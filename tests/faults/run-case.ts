// One case: a job struck by a fault, then windows that take what they are offered until it is done, then the judgement.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostClient } from '../support/host/host-client.ts';
import type { FaultBench } from './bench/fault-bench.ts';
import type { FaultJob } from './jobs/fault-job.ts';
import { removeLeftovers } from './jobs/token-care.ts';
import { judgeCase } from './judge-case.ts';
import { disarm, type Fault } from './kinds/fault.ts';
import { readCode } from './read-code.ts';

export interface FaultCase {
  readonly fault: Fault;
  /** Where it strikes, as the fault's `list` says. */
  readonly at: number;
  /** Another that strikes while the clerk goes on. */
  readonly again?: { readonly fault: Fault; readonly at: number };
}

export interface CaseResult {
  readonly outcome: 'done' | 'resumed' | 'stuck';
  /** Whether the fault struck at all. */
  readonly hasStruck: boolean;
  /** Error codes that the clerk was shown, in order. */
  readonly codes: readonly string[];
  readonly broken: readonly string[];
}

/** A clerk who gets no further after so many windows asks the help desk. */
const mostWindows = 6;

export async function runCase(bench: FaultBench, job: FaultJob, { fault, at, again }: FaultCase): Promise<CaseResult> {
  const codes: string[] = [];
  fault.arm(bench, at);
  let isDone = await runStruck(bench, job, fault, codes);
  const isClean = isDone;
  const hasStruck = fault.hasStruck(bench);
  disarm(bench);
  fault.afterwards?.(bench, at);
  // What its file says last may have been lost: who saw the end looks again.
  if (fault.afterwards) isDone = false;
  again?.fault.arm(bench, again.at);
  for (let windows = 0; !isDone && windows < mostWindows; windows += 1) {
    const host = bench.openHost();
    isDone = await attempt(codes, () => orHang(bench, host, job.goOn(bench, host)));
    await host.close();
    // The second fault has had its window: the clerk is left alone from then on.
    disarm(bench);
  }
  if (job.pinAtEnd === undefined && !job.endsOld) await tidyUp(bench, codes);
  const broken = await judgeCase(bench, job, codes);
  if (!isDone) broken.unshift(`I3: stuck at ${codes.at(-1)}`);
  return { outcome: isDone ? (isClean ? 'done' : 'resumed') : 'stuck', hasStruck, codes, broken };
}

async function runStruck(bench: FaultBench, job: FaultJob, fault: Fault, codes: string[]): Promise<boolean> {
  const host = bench.openHost();
  let isOver = false;
  const first = attempt(codes, async () => {
    await orHang(bench, host, job.run(bench, host), fault.meanwhile === undefined);
    return true;
  }).finally(() => {
    isOver = true;
  });
  const shown = (await fault.meanwhile?.(bench, job, () => isOver)) ?? [];
  codes.push(...shown);
  const isDone = await first;
  await host.close();
  return isDone;
}

async function attempt(codes: string[], work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    codes.push(readCode(error));
    return false;
  }
}

/** A call that never returns: the clerk closes the browser after a while, and that kills the host. */
async function orHang<T>(bench: FaultBench, host: HostClient, work: Promise<T>, isWatched = true): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  void over.catch(() => undefined);
  let seen = -1;
  for (let quiet = 0; isWatched && !isOver && quiet < 60; quiet += 1) {
    await Promise.race([over.catch(() => undefined), sleep(100)]);
    const now = bench.tokenBoard.countCalls() + bench.diskBoard.countCalls() + bench.exchanges.length;
    if (now !== seen) quiet = 0;
    seen = now;
  }
  if (isWatched && !isOver) await host.kill();
  return over;
}

/** What the page of the token offers at the end. */
async function tidyUp(bench: FaultBench, codes: string[]): Promise<void> {
  const host = bench.openHost();
  await attempt(codes, () => removeLeftovers(bench, host));
  await host.close();
}
