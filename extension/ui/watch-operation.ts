// When the operation window wants to know that a U盾 came or went: while it is blocked for want of one, and while its form is open.
import { errorTable } from '../../shared/errors/error-table.ts';
import type { OperationController } from './operation-controller.ts';
import type { OperationAction, OperationState } from './operation-state.ts';
import type { Store } from './store.ts';
import { watchForChanges } from './watch-for-changes.ts';

/** While nothing is there, the clerk waits for us to see it; a form that is being filled in can be looked after less often. */
const blockedPauseMs = 2_000;
const formPauseMs = 6_000;

/** For a host that cannot tell by itself. Undefined while there is nothing to look for. */
function pauseOf({ screen, error }: OperationState): number | undefined {
  if (screen === 'form') return formPauseMs;
  if (screen !== 'blocked' || !error) return undefined;
  // Setup errors are looked at again when the clerk comes back from installing: starting a host over and over is no use.
  return errorTable[error.code].fault === 'token' && errorTable[error.code].canRetry ? blockedPauseMs : undefined;
}

/** Runs for the life of the window. */
export function watchOperation(
  store: Store<OperationState, OperationAction>,
  { refresh, watchTokens }: Pick<OperationController, 'refresh' | 'watchTokens'>,
): void {
  void watchForChanges({
    readPauseMs: () => pauseOf(store.read()),
    subscribe: store.subscribe,
    watch: watchTokens,
    refresh: async () => {
      const isBusy = store.read().check === 'busy';
      if (!isBusy) await refresh(true);
      return !isBusy;
    },
  });
  window.addEventListener('focus', () => {
    if (store.read().screen === 'blocked') void refresh();
  });
}
