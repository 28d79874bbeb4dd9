// The pure function that changes the state of the page of tokens.
import type { ErrorCode } from '../../../shared/errors/error-table.ts';
import type { Token } from '../../../shared/protocol/messages.ts';
import { findToken, keyOfToken } from './token-names.ts';
import { emptyForm, findChosen, type TokensAction, type TokensState } from './tokens-state.ts';

const forgetPins = (state: TokensState): TokensState => ({
  ...state,
  form: emptyForm,
  fieldErrors: {},
  // The last try was agreed to for that PIN.
  isLastTryAccepted: false,
});

/** Nothing of what was said, typed or seen belongs to another token or another task. */
const beginAnew = (state: TokensState): TokensState => ({
  ...forgetPins(state),
  workError: undefined,
  done: undefined,
  dialog: undefined,
});

const chooseToken = (state: TokensState, chosenKey: string): TokensState => ({
  ...beginAnew(state),
  chosenKey,
  inspection: undefined,
  inspectionError: undefined,
  wasPulled: false,
});

/** The token named in the address; else the only one. Of several, nothing is chosen for the clerk. */
function chooseFirst(state: TokensState, tokens: readonly Token[]): TokensState {
  const [only] = tokens;
  const found = state.awaitedTokenId === '' && tokens.length === 1 ? only : findToken(tokens, state.awaitedTokenId);
  return found ? { ...chooseToken(state, keyOfToken(found, tokens)), awaitedTokenId: '' } : state;
}

function takeTokens(before: TokensState, tokens: readonly Token[]): TokensState {
  const state: TokensState = { ...before, phase: 'ready', error: undefined, isRechecking: false, tokens };
  if (before.chosenKey === '') return chooseFirst(state, tokens);
  const still = findToken(tokens, before.chosenKey);
  if (still) return { ...state, chosenKey: keyOfToken(still, tokens) };
  const pulled = { ...chooseToken(state, ''), wasPulled: true };
  // Another one in its place is the clerk's to choose; only the same one comes back by itself.
  return { ...pulled, awaitedTokenId: before.chosenKey.split(':')[0] ?? '' };
}

/** After these nobody can say whether the token took the new PIN before. */
const lineBroke: readonly ErrorCode[] = [
  'TOKEN_REMOVED',
  'TOKEN_CHANGED',
  'DRIVER_CRASHED',
  'DRIVER_TIMEOUT',
  'HOST_EXITED',
  'HOST_TIMEOUT',
];

/** The next state. Late answers about a token that is not chosen any more change nothing. */
export function reduceTokens(state: TokensState, action: TokensAction): TokensState {
  switch (action.type) {
    case 'recheck':
      return { ...state, isRechecking: true };
    case 'listed':
      return takeTokens(state, action.tokens);
    case 'blocked': {
      const hadToken = findChosen(state) !== undefined;
      const awaitedTokenId = hadToken ? (state.chosenKey.split(':')[0] ?? '') : state.awaitedTokenId;
      const emptied = { ...chooseToken(state, ''), awaitedTokenId, tokens: [], wasPulled: hadToken || state.wasPulled };
      return { ...emptied, phase: 'blocked', error: action.error, isRechecking: false };
    }
    case 'choose':
      return action.key === state.chosenKey
        ? state
        : { ...chooseToken(state, action.key), awaitedTokenId: '', isPinUncertain: false };
    case 'take-up':
      return action.task === state.task ? state : { ...beginAnew(state), task: action.task };
    case 'edit': {
      const { [action.field]: _, ...fieldErrors } = state.fieldErrors;
      return { ...state, form: { ...state.form, [action.field]: action.value }, fieldErrors, done: undefined };
    }
    case 'accept-last-try': {
      const { lastTry: _, ...fieldErrors } = state.fieldErrors;
      return { ...state, isLastTryAccepted: action.isAccepted, fieldErrors };
    }
    case 'reject-fields':
      return {
        ...state,
        fieldErrors: action.fieldErrors,
        refusals: state.refusals + 1,
        workError: undefined,
        done: undefined,
      };
    case 'inspected':
      return action.key === state.chosenKey
        ? { ...state, inspection: action.inspection, inspectionError: undefined }
        : state;
    case 'inspection-failed':
      return action.key === state.chosenKey ? { ...state, inspectionError: action.error } : state;
    case 'work-started':
      return {
        ...state,
        work: action.work,
        workError: undefined,
        done: undefined,
        fieldErrors: {},
        isPinUncertain: false,
      };
    case 'work-done':
      return { ...forgetPins(state), work: undefined, done: action.work, dialog: undefined };
    case 'work-failed': {
      const isPinUncertain =
        (state.work === 'pin' || state.work === 'unblock') && lineBroke.includes(action.error.code);
      return { ...forgetPins(state), work: undefined, workError: action.error, dialog: undefined, isPinUncertain };
    }
    case 'open-dialog':
      return { ...state, dialog: action.dialog, workError: undefined, done: undefined };
    case 'close-dialog':
      return { ...state, dialog: undefined };
    case 'forget-pins':
      return forgetPins(state);
  }
}
