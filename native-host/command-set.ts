// The commands as serve.ts sees them: it can load them late, and tests can put their own in.
import type { CommandName, ProgressStep } from '../shared/protocol/messages.ts';

/** Commands behind the lazy border; `hello` and `cancel` are answered in front of it. */
export type SlowCommand = Exclude<CommandName, 'hello' | 'cancel'>;

/** What belongs to one request. */
export interface PerRequest {
  /** Aborted by `cancel` and when the browser goes; a command looks at it between its atomic steps. */
  readonly signal: AbortSignal;
  reportProgress(step: ProgressStep): void;
}

export interface CommandSet {
  /** Runs a command on checked parameters. @throws AppError */
  run(command: SlowCommand, params: unknown, perRequest: PerRequest): Promise<unknown>;
  close(): Promise<void>;
}
