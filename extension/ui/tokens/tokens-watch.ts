// When the page of tokens wants to know that a U盾 came or went: always, unless the installation is what is missing.
import { errorTable } from '../../../shared/errors/error-table.ts';
import type { WatchRules } from '../parts/watch-store.ts';
import type { TokensState } from './tokens-state.ts';

/** Before the next look, when the host's own watch broke off. */
const pauseMs = 2_000;

export const tokensWatch: WatchRules<TokensState> = {
  readPauseMs: ({ phase, error }) => {
    if (phase === 'ready') return pauseMs;
    return phase === 'blocked' && error && errorTable[error.code].fault === 'token' ? pauseMs : undefined;
  },
  isBusy: ({ work }) => work !== undefined,
  isBlocked: ({ phase }) => phase === 'blocked',
};
