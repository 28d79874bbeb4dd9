// What the clerk wants done: a job that a fault may strike, with what the next window offers after it. That, and nothing else.
import type { HostClient } from '../../support/host/host-client.ts';
import type { BenchKey, Twin } from '../bench/bench-token.ts';
import type { FaultBench } from '../bench/fault-bench.ts';

export interface FaultJob {
  readonly name: string;
  readonly keys: readonly BenchKey[];
  /** Private keys for signing on the token at its end. */
  readonly keysAtEnd: number;
  /** Whether the certificate that the token was made with is gone at its end. */
  readonly endsOld?: boolean;
  /** The PIN at its end, where that is another. */
  readonly pinAtEnd?: string;
  readonly twin?: Twin;
  /** What was done before it begins. */
  prepare(bench: FaultBench): Promise<void>;
  /** The job, in one window. */
  run(bench: FaultBench, host: HostClient): Promise<void>;
  /** One more window: looks at what it is offered and takes it. @returns whether the job is done */
  goOn(bench: FaultBench, host: HostClient): Promise<boolean>;
}

export const nothing = async (): Promise<void> => undefined;

export async function withHost<T>(bench: FaultBench, work: (host: HostClient) => Promise<T>): Promise<T> {
  const host = bench.openHost();
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}
