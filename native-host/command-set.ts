// The commands behind the lazy border, as serve.ts sees them: it loads them late, and tests can put their own in.
import type { HostEvent, ProgressStep } from '../shared/protocol/messages.ts';

/** What belongs to one request. */
export interface PerRequest {
  /** Aborted by `cancel` and when the browser goes; a command looks at it between its atomic steps. */
  readonly signal: AbortSignal;
  reportProgress(step: ProgressStep): void;
  sendEvent(event: HostEvent): void;
  /** Version agreed on by hello; the lowest as long as nothing was agreed on. Newer commands are unknown in it. */
  readonly protocol: number;
  /** Whether no command is at work or waits for its turn. */
  isIdle(): boolean;
}

export interface CommandSet {
  /** Checks the parameters and runs the command. @throws AppError, COMMAND_UNKNOWN and REQUEST_MALFORMED among them */
  run(command: string, params: unknown, perRequest: PerRequest): Promise<unknown>;
  /** The browser has gone: what hangs is given up soon. */
  hurry(): Promise<void>;
  close(): Promise<void>;
}
