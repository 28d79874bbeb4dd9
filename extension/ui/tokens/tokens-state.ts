// Everything the page of tokens shows, as one value, and what can happen to it.
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { CommandResult, Token } from '../../../shared/protocol/messages.ts';
import type { TokenEntry } from '../../../shared/protocol/token-care.ts';
import type { PinErrors, PinFieldName, PinForm } from '../parts/check-new-pin.ts';
import type { TokensRequest, TokenTask } from '../parts/tokens-request.ts';
import { findToken } from './token-names.ts';

export type Inspection = CommandResult<'inspect-token'>;

/** What is being done with the chosen token. */
export type TokenWork = 'pin' | 'unblock' | 'read-all' | 'clean-up' | 'retire' | 'give-up' | 'confirm';

export type TokensDialog =
  | { readonly kind: 'read-all' }
  | { readonly kind: 'clean-up'; readonly entries: readonly TokenEntry[] }
  | { readonly kind: 'give-up'; readonly entry: TokenEntry }
  | { readonly kind: 'retire'; readonly entry: TokenEntry; readonly newEntry: TokenEntry | undefined };

export interface TokensState {
  readonly phase: 'connecting' | 'blocked' | 'ready';
  /** Why it is blocked. */
  readonly error: AppError | undefined;
  readonly isRechecking: boolean;
  readonly tokens: readonly Token[];
  /** See keyOfToken; '' when none is chosen. */
  readonly chosenKey: string;
  /** The token that was named in the address, as long as it has not been seen. */
  readonly awaitedTokenId: string;
  readonly task: TokenTask;
  readonly form: PinForm;
  readonly fieldErrors: PinErrors;
  /** How often fields were refused: the focus goes to the first of them then, and not while they are being mended. */
  readonly refusals: number;
  readonly isLastTryAccepted: boolean;
  readonly work: TokenWork | undefined;
  readonly workError: AppError | undefined;
  /** The line broke while a PIN was being changed: nobody can say which one holds. */
  readonly isPinUncertain: boolean;
  /** What has just been done. */
  readonly done: TokenWork | undefined;
  readonly inspection: Inspection | undefined;
  readonly inspectionError: AppError | undefined;
  readonly dialog: TokensDialog | undefined;
  /** The chosen token was pulled. */
  readonly wasPulled: boolean;
}

export type TokensAction =
  | { readonly type: 'recheck' }
  | { readonly type: 'listed'; readonly tokens: readonly Token[] }
  | { readonly type: 'blocked'; readonly error: AppError }
  | { readonly type: 'choose'; readonly key: string }
  | { readonly type: 'take-up'; readonly task: TokenTask }
  | { readonly type: 'edit'; readonly field: PinFieldName; readonly value: string }
  | { readonly type: 'accept-last-try'; readonly isAccepted: boolean }
  | { readonly type: 'reject-fields'; readonly fieldErrors: PinErrors }
  | { readonly type: 'inspected'; readonly key: string; readonly inspection: Inspection }
  | { readonly type: 'inspection-failed'; readonly key: string; readonly error: AppError }
  | { readonly type: 'work-started'; readonly work: TokenWork }
  | { readonly type: 'work-done'; readonly work: TokenWork }
  | { readonly type: 'work-failed'; readonly error: AppError }
  | { readonly type: 'open-dialog'; readonly dialog: TokensDialog }
  | { readonly type: 'close-dialog' }
  | { readonly type: 'forget-pins' };

export const emptyForm: PinForm = { oldPin: '', adminPin: '', newPin: '', repeatPin: '' };

export function createInitialState({ tokenId, task }: TokensRequest): TokensState {
  return {
    phase: 'connecting',
    error: undefined,
    isRechecking: false,
    tokens: [],
    chosenKey: '',
    awaitedTokenId: tokenId,
    task,
    form: emptyForm,
    fieldErrors: {},
    refusals: 0,
    isLastTryAccepted: false,
    work: undefined,
    workError: undefined,
    isPinUncertain: false,
    done: undefined,
    inspection: undefined,
    inspectionError: undefined,
    dialog: undefined,
    wasPulled: false,
  };
}

export const findChosen = ({ tokens, chosenKey }: Pick<TokensState, 'tokens' | 'chosenKey'>): Token | undefined =>
  chosenKey === '' ? undefined : findToken(tokens, chosenKey);
