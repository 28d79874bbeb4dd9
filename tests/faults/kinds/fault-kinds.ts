// All faults of the fault runner.
import { clockFaults } from './clock-faults.ts';
import { diskFaults } from './disk-faults.ts';
import type { Fault } from './fault.ts';
import { journalFaults } from './journal-faults.ts';
import { networkFaults } from './network-faults.ts';
import { tokenFaults } from './token-faults.ts';
import { windowFaults } from './window-faults.ts';

export const faultKinds: readonly Fault[] = [
  ...tokenFaults,
  ...windowFaults,
  ...diskFaults,
  ...journalFaults,
  ...networkFaults,
  ...clockFaults,
];

/** @throws Error when there is none of this name */
export function findFault(name: string): Fault {
  const fault = faultKinds.find((one) => one.name === name);
  if (!fault) throw new Error(`no fault ${name}`);
  return fault;
}
