// Keeps a page with a store and a controller up to date with the tokens that come and go.
import type { Store } from '../../base/store.ts';
import { watchForChanges } from './watch-for-changes.ts';

/** What of a controller is needed. */
export interface WatchedController {
  /** Quiet: nothing is shown while it looks. */
  readonly refresh: (isQuiet?: boolean) => Promise<void>;
  readonly watchTokens: (onChange: () => void, signal: AbortSignal) => Promise<unknown>;
}

/** What a state means for watching. */
export interface WatchRules<S> {
  /** For a host that cannot tell by itself; undefined while there is nothing to look for. */
  readonly readPauseMs: (state: S) => number | undefined;
  /** At work on a token: it must not be looked at, and is looked at afterwards. */
  readonly isBusy: (state: S) => boolean;
  /** Nothing can be done: the clerk may come back from putting that right. */
  readonly isBlocked: (state: S) => boolean;
}

/** Runs for the life of the page. */
export function watchStore<S, A>(
  { read, subscribe }: Store<S, A>,
  { refresh, watchTokens }: WatchedController,
  { readPauseMs, isBusy, isBlocked }: WatchRules<S>,
): void {
  void watchForChanges({
    readPauseMs: () => readPauseMs(read()),
    subscribe,
    watch: watchTokens,
    refresh: async () => {
      const wasBusy = isBusy(read());
      if (!wasBusy) await refresh(true);
      return !wasBusy;
    },
  });
  window.addEventListener('focus', () => {
    if (isBlocked(read())) void refresh();
  });
}
