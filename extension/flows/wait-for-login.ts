// Waits until the order service answers without wanting a login: asks a question that changes nothing, again and again.
import { toAppError } from '../../shared/errors/app-error.ts';
import type { FlowTools } from './flow-tools.ts';

const pauseMs = 2_000;

/** @param ask a question to the order service; any answer but CA_LOGIN_NEEDED and a lost line ends the wait. OPERATION_CANCELLED by the signal. */
export async function waitForLogin(
  ask: (signal: AbortSignal) => Promise<unknown>,
  { sleep, signal }: Pick<FlowTools, 'sleep' | 'signal'>,
): Promise<void> {
  for (;;) {
    await sleep(pauseMs, signal);
    try {
      await ask(signal);
      return;
    } catch (error) {
      const { code } = toAppError(error);
      if (code === 'OPERATION_CANCELLED') throw error;
      // What else is wrong is said by the step that is done again.
      if (code !== 'CA_LOGIN_NEEDED' && code !== 'CA_UNREACHABLE') return;
    }
  }
}
