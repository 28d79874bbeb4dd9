// Notices by itself that a U盾 was plugged in or pulled, or that something was installed meanwhile.
import { errorTable } from '../../shared/errors/error-table.ts';
import type { OperationController } from './operation-controller.ts';
import type { OperationAction, OperationState } from './operation-state.ts';
import type { Store } from './store.ts';

/** While nothing is there, the clerk waits for us to see it; a form that is being filled in can be looked after less often. */
const blockedPauseMs = 2_000;
const formPauseMs = 6_000;

function pauseOf({ screen, error }: OperationState): number | undefined {
  if (screen === 'form') return formPauseMs;
  if (screen !== 'blocked' || !error) return undefined;
  // Setup errors are looked at again when the clerk comes back from installing: starting a host over and over is no use.
  return errorTable[error.code].fault === 'token' && errorTable[error.code].canRetry ? blockedPauseMs : undefined;
}

/** Runs for the life of the window. */
export function watchForChanges(
  store: Store<OperationState, OperationAction>,
  controller: Pick<OperationController, 'refresh'>,
): void {
  const lookAgain = async () => {
    const pauseMs = pauseOf(store.read()) ?? formPauseMs;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (!document.hidden && pauseOf(store.read()) !== undefined) await controller.refresh(true);
    void lookAgain();
  };
  void lookAgain();
  window.addEventListener('focus', () => {
    if (store.read().screen === 'blocked') void controller.refresh();
  });
}
