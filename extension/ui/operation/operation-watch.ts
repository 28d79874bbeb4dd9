// When the operation window wants to know that a U盾 came or went: while it is blocked for want of one, and while its form is open.
import { errorTable } from '../../../shared/errors/error-table.ts';
import type { WatchRules } from '../parts/watch-store.ts';
import type { OperationState } from './operation-state.ts';

/** While nothing is there, the clerk waits for us to see it; a form that is being filled in can be looked after less often. */
const blockedPauseMs = 2_000;
const formPauseMs = 6_000;

export const operationWatch: WatchRules<OperationState> = {
  readPauseMs: ({ screen, error }) => {
    if (screen === 'form') return formPauseMs;
    if (screen !== 'blocked' || !error) return undefined;
    // Setup errors are looked at again when the clerk comes back from installing: starting a host over and over is no use.
    return errorTable[error.code].fault === 'token' && errorTable[error.code].canRetry ? blockedPauseMs : undefined;
  },
  isBusy: ({ check }) => check === 'busy',
  isBlocked: ({ screen }) => screen === 'blocked',
};
