// One case: a job struck by a fault, then windows that take what they are offered until it is done, then the judgement.
import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '../../shared/errors/app-error.ts';
import type { HostClient } from '../support/host/host-client.ts';
import type { FaultBench } from './fault-bench.ts';
import type { FaultJob } from './fault-jobs.ts';
import type { FaultKind } from './fault-kinds.ts';
import { judgeCase } from './judge-case.ts';

export interface FaultCase {
  readonly fault: FaultKind;
  /** The call that goes wrong, from 1. */
  readonly at: number;
  /** Another that strikes while the clerk goes on. */
  readonly again?: { readonly fault: FaultKind; readonly at: number };
}

export interface CaseResult {
  readonly outcome: 'done' | 'resumed' | 'stuck';
  /** Error codes that the clerk was shown, in order. */
  readonly codes: readonly string[];
  readonly broken: readonly string[];
}

/** A clerk who gets no further after so many windows asks the help desk. */
const mostWindows = 6;

export async function runCase(bench: FaultBench, job: FaultJob, { fault, at, again }: FaultCase): Promise<CaseResult> {
  const codes: string[] = [];
  bench.arm(fault, at);
  const first = bench.openHost();
  let isDone = await attempt(codes, async () => {
    await orHang(bench, first, job.run(bench, first));
    return true;
  });
  await first.close();
  const isClean = isDone;
  bench.arm(again?.fault ?? null, again?.at ?? 0);
  for (let windows = 0; !isDone && windows < mostWindows; windows += 1) {
    const host = bench.openHost();
    isDone = await attempt(codes, () => orHang(bench, host, job.goOn(bench, host)));
    await host.close();
    // The second fault may have struck: the clerk is left alone from then on.
    if (bench.hasFired()) bench.arm(null, 0);
  }
  bench.arm(null, 0);
  await removeLeftovers(bench, job, codes);
  const broken = await judgeCase(bench, job, codes);
  if (!isDone) broken.unshift(`I3: stuck at ${codes.at(-1)}`);
  return { outcome: isDone ? (isClean ? 'done' : 'resumed') : 'stuck', codes, broken };
}

async function attempt(codes: string[], work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    // What is no answer of the host is what the window would have said itself: no token, the CA's own words.
    codes.push(isAppError(error) ? error.code : `window: ${(error as Error).message}`);
    return false;
  }
}

/** A call that never returns: the clerk closes the browser after a while, and that kills the host. */
async function orHang<T>(bench: FaultBench, host: HostClient, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  void over.catch(() => undefined);
  let calls = -1;
  for (let quiet = 0; !isOver && quiet < 60; quiet += 1) {
    await Promise.race([over.catch(() => undefined), sleep(100)]);
    const now = bench.readCalls().length;
    if (now !== calls) quiet = 0;
    calls = now;
  }
  if (!isOver) await host.kill();
  return over;
}

/** What the page of the token offers: removal of what the journal claims. */
async function removeLeftovers(bench: FaultBench, { pinAtEnd, endsOld }: FaultJob, codes: string[]): Promise<void> {
  if (pinAtEnd !== undefined || endsOld) return;
  const host = bench.openHost();
  await attempt(codes, async () => {
    const { tokens } = await host.call('list-tokens', {});
    const named = { tokenId: tokens[0]?.tokenId ?? '', certificateHash: tokens[0]?.certificates[0]?.hash };
    const { entries } = await host.call('inspect-token', { ...named, pin: bench.token.pin });
    const orderIds = entries.flatMap(({ verdict, order }) => (verdict === 'leftover' && order ? [order.orderId] : []));
    if (orderIds.length > 0) await host.call('clean-up', { ...named, pin: bench.token.pin, orderIds });
    return true;
  });
  await host.close();
}
