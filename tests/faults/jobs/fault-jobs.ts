// All jobs of the fault runner.
import { control } from './control.ts';
import type { FaultJob } from './fault-job.ts';
import { renewals } from './renewals.ts';
import { tokenCare } from './token-care.ts';

export const faultJobs: readonly FaultJob[] = [...renewals, control, ...tokenCare];

/** @throws Error when there is none of this name */
export function findJob(name: string): FaultJob {
  const job = faultJobs.find((one) => one.name === name);
  if (!job) throw new Error(`jobs: ${faultJobs.map((one) => one.name).join(', ')}`);
  return job;
}
