// A fault: where in a job it can strike, and how it is set.
import type { FaultBench } from '../bench/fault-bench.ts';
import type { FaultJob } from '../jobs/fault-job.ts';

export type Layer = 'token' | 'windows' | 'disk' | 'journal' | 'network' | 'clock';

/** What a job did when nothing went wrong. */
export interface CleanRun {
  /** The library's functions, in the order of the calls. */
  readonly tokenCalls: readonly string[];
  /** Calls that changed the host's files: function and file. */
  readonly diskCalls: readonly string[];
  /** Endpoints of the CA. */
  readonly exchanges: readonly string[];
}

/** One place of a clean run. */
export interface Place {
  readonly at: number;
  /** For the case's name. */
  readonly name: string;
}

export interface Fault {
  readonly name: string;
  readonly layer: Layer;
  /** The places at which it can strike. */
  list(clean: CleanRun, job: FaultJob): readonly Place[];
  /** Sets it; it strikes at `at`, which counts from now on. */
  arm(bench: FaultBench, at: number): void;
  /** Whether it has struck since it was set: not where the work never came to that place, which then proves nothing. */
  hasStruck(bench: FaultBench): boolean;
  /** What happens beside the struck window. Ends soon after `isOver` says yes. @returns codes that the clerk was shown meanwhile */
  meanwhile?(bench: FaultBench, job: FaultJob, isOver: () => boolean): Promise<readonly string[]>;
  /** What happens between the struck window and the next. */
  afterwards?(bench: FaultBench, at: number): void;
  /** The call never returns: the clerk closes the browser, which kills the host. */
  readonly isHang?: boolean;
}

export const atTokenCall = ({ tokenBoard }: FaultBench) => tokenBoard.hasFired();
export const atDiskCall = ({ diskBoard }: FaultBench) => diskBoard.hasFired();

export function disarm(bench: FaultBench): void {
  bench.tokenBoard.disarm();
  bench.diskBoard.disarm();
  bench.portal.clearFaults();
  bench.onExchange = () => undefined;
  bench.disturbedExchanges = 0;
}

/** Every call of these functions, or every call. */
export const placesOf = (calls: readonly string[], isMeant: (call: string) => boolean = () => true): Place[] =>
  calls.flatMap((name, index) => (isMeant(name) ? [{ at: index + 1, name: `${index + 1} ${name}` }] : []));
