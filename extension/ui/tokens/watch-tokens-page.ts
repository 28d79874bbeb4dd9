// When the page of tokens wants to know that a U盾 came or went: always, unless the installation is what is missing.
import { errorTable } from '../../../shared/errors/error-table.ts';
import type { Store } from '../store.ts';
import { watchForChanges } from '../watch-for-changes.ts';
import type { TokensController } from './tokens-controller.ts';
import type { TokensAction, TokensState } from './tokens-state.ts';

/** Before the next look, when the host's own watch broke off. */
const pauseMs = 2_000;

function pauseOf({ phase, error }: TokensState): number | undefined {
  if (phase === 'ready') return pauseMs;
  return phase === 'blocked' && error && errorTable[error.code].fault === 'token' ? pauseMs : undefined;
}

/** Runs for the life of the page. */
export function watchTokensPage(
  store: Store<TokensState, TokensAction>,
  { refresh, watchTokens }: Pick<TokensController, 'refresh' | 'watchTokens'>,
): void {
  void watchForChanges({
    readPauseMs: () => pauseOf(store.read()),
    subscribe: store.subscribe,
    watch: watchTokens,
    refresh: async () => {
      const isBusy = store.read().work !== undefined;
      if (!isBusy) await refresh(true);
      return !isBusy;
    },
  });
  // Back from installing what was missing.
  window.addEventListener('focus', () => {
    if (store.read().phase === 'blocked') void refresh();
  });
}
