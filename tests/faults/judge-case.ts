// What must hold after a fault and what the clerk did next (I1 to I7 of native-host/journal/README.md), judged from outside.
import { setTimeout as sleep } from 'node:timers/promises';
import { assertUsable, listObjects } from '../support/token/judge-token.ts';
import { benchPin, type FaultBench } from './fault-bench.ts';
import { type FaultJob, newPin } from './fault-jobs.ts';

const driverEndsMs = 5_000;

/** @returns the invariants that are broken, each with what was seen */
export async function judgeCase(bench: FaultBench, job: FaultJob, seenCodes: readonly string[]): Promise<string[]> {
  const broken: string[] = [];
  const check = (invariant: string, hold: () => void) => {
    try {
      hold();
    } catch (error) {
      broken.push(`${invariant}: ${(error as Error).message.split('\n').slice(0, 2).join(' ').slice(0, 200)}`);
    }
  };
  const fail = (text: string): never => {
    throw new Error(text);
  };
  await endDrivers(bench, broken);
  const token = { ...bench.token, pin: job.pinAtEnd ?? bench.token.pin };
  const { chain } = bench.portal.caCertificates;
  const { certificateIds, privateKeyIds } = listObjects(token);
  const isOldThere = certificateIds.includes(token.objectId);
  if (!job.endsOld) check('I1', () => assertUsable(token, token.objectId, chain));
  if (job.endsOld && isOldThere) broken.push('I3: the old certificate is still there');
  for (const id of certificateIds.filter((other) => other !== token.objectId))
    check('I1', () => assertUsable(token, id, chain));
  const requests = bench.portal.readOrder(token.orderNo ?? '')?.requests ?? [];
  check('I2', () => void (requests.length > 1 && fail(`${requests.length} submissions`)));
  check('I4', () => void (privateKeyIds.length !== job.keysAtEnd && fail(`${privateKeyIds.length} private keys`)));
  const traces = bench.readTraces();
  check('I5', () => void ([benchPin, newPin].some((pin) => traces.includes(pin)) && fail('a PIN is in the traces')));
  const vague = seenCodes.filter((code) => ['INTERNAL_ERROR', 'REQUEST_MALFORMED', 'unknown'].includes(code));
  check('I6', () => void (vague.length > 0 && fail(vague.join())));
  return broken;
}

async function endDrivers(bench: FaultBench, broken: string[]): Promise<void> {
  const end = Date.now() + driverEndsMs;
  while (bench.listDrivers().length > 0 && Date.now() < end) await sleep(50);
  const left = bench.listDrivers();
  if (left.length > 0) broken.push(`I7: ${left.length} drivers outlive their host`);
}
