// What every flow is given: host, CA, a way to report steps, a way to stop.
import { AppError } from '../../shared/errors/app-error.ts';
import type { ProgressStep } from '../../shared/protocol/messages.ts';
import type { CaClient } from '../ca/ca-client.ts';
import type { CallHost } from '../host/call-host.ts';

/** Steps as the clerk sees them, in their order. */
export const renewalSteps = ['find-order', 'create-request', 'submit', 'wait-for-issue', 'install'] as const;
export type RenewalStep = (typeof renewalSteps)[number];

export interface FlowTools {
  readonly host: CallHost;
  readonly ca: CaClient;
  /** Called when a step begins; the ones before it are done. */
  readonly onStep: (step: RenewalStep) => void;
  /** What the host is doing within the step. */
  readonly onProgress?: ((progress: ProgressStep) => void) | undefined;
  readonly signal: AbortSignal;
  /** Waits; rejects with OPERATION_CANCELLED when the signal is aborted. Injected for tests. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds of any steady clock. */
  readonly now: () => number;
}

/** The real `sleep` of FlowTools. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new AppError('OPERATION_CANCELLED'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    }, milliseconds);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}
