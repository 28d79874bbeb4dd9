// The commands behind the lazy border, as serve.ts sees them: it loads them late, and tests can put their own in.
import type { ProgressStep } from '../shared/protocol/messages.ts';

/** What belongs to one request. */
export interface PerRequest {
  /** Aborted by `cancel` and when the browser goes; a command looks at it between its atomic steps. */
  readonly signal: AbortSignal;
  reportProgress(step: ProgressStep): void;
}

export interface CommandSet {
  /** Checks the parameters and runs the command. @throws AppError, COMMAND_UNKNOWN and REQUEST_MALFORMED among them */
  run(command: string, params: unknown, perRequest: PerRequest): Promise<unknown>;
  close(): Promise<void>;
}
