// What the panel of every task gets.
import type { Token } from '../../../shared/protocol/messages.ts';
import type { TokensController } from './tokens-controller.ts';
import type { TokensAction, TokensState } from './tokens-state.ts';

export interface PanelProps {
  /** The chosen one. */
  readonly token: Token;
  readonly state: TokensState;
  readonly dispatch: (action: TokensAction) => void;
  readonly controller: TokensController;
  /** See the site profile. */
  readonly retireOldAfterDays: number;
}
