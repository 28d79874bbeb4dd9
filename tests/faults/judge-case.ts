// What must hold after a fault and what the clerk did next (I1 to I7 of native-host/journal/README.md), judged from outside.
import { setTimeout as sleep } from 'node:timers/promises';
import { benchPin } from './bench/bench-token.ts';
import type { FaultBench } from './bench/fault-bench.ts';
import type { FaultJob } from './jobs/fault-job.ts';
import { newPin } from './jobs/token-care.ts';

const driverEndsMs = 5_000;
/** Codes that tell nobody what happened or what to do. */
const vagueCodes = ['INTERNAL_ERROR', 'REQUEST_MALFORMED', 'unknown'];

/** @returns the invariants that are broken, each with what was seen */
export async function judgeCase(bench: FaultBench, job: FaultJob, seenCodes: readonly string[]): Promise<string[]> {
  const broken: string[] = [];
  const check = (isBroken: boolean, text: string) => void (isBroken && broken.push(text));
  const left = await endDrivers(bench);
  check(left > 0, `I7: ${left} drivers outlive their host`);
  const { keys, hasOld, oldFault, otherFaults, keysOnTwin } = await bench.token.judge(
    bench.portal,
    job.pinAtEnd ?? bench.token.made.pin,
  );
  if (job.endsOld) check(hasOld, 'I3: the old certificate is still there');
  else check(oldFault !== null, `I1: the old pair: ${oldFault}`);
  for (const fault of otherFaults) broken.push(`I1: ${fault}`);
  const requests = bench.portal.readOrder(bench.orderNumber)?.requests ?? [];
  check(requests.length > 1, `I2: ${requests.length} submissions`);
  check(keys !== job.keysAtEnd, `I4: ${keys} private keys`);
  check(keysOnTwin !== 0, `I4: ${keysOnTwin} keys on the other token`);
  const traces = bench.readTraces();
  check(
    [benchPin, newPin].some((pin) => traces.includes(pin)),
    'I5: a PIN is in the traces',
  );
  const vague = seenCodes.filter((code) => vagueCodes.includes(code));
  check(vague.length > 0, `I6: ${vague.join()}`);
  return broken;
}

async function endDrivers(bench: FaultBench): Promise<number> {
  const end = Date.now() + driverEndsMs;
  while (bench.listDrivers().length > 0 && Date.now() < end) await sleep(50);
  return bench.listDrivers().length;
}
