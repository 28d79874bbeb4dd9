// The page U盾管理: which U盾, and what is done with it.
import type { FunctionComponent } from 'preact';
import type { Token } from '../../../shared/protocol/messages.ts';
import { translate } from '../../base/i18n.ts';
import type { Store } from '../../base/store.ts';
import { PageShell } from '../parts/page-shell.tsx';
import type { TokenTask } from '../parts/tokens-request.ts';
import { useStore } from '../parts/use-store.ts';
import { Blocked } from './blocked.tsx';
import { HousekeepingPanel } from './housekeeping-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { PinPanel } from './pin-panel.tsx';
import { TaskChoice } from './task-choice.tsx';
import { TokenChoice } from './token-choice.tsx';
import { TokenDialog } from './token-dialogs.tsx';
import type { TokensController } from './tokens-controller.ts';
import { findChosen, type TokensAction, type TokensState } from './tokens-state.ts';
import { UnblockPanel } from './unblock-panel.tsx';

interface Props {
  readonly store: Store<TokensState, TokensAction>;
  readonly controller: TokensController;
  /** See the site profile. */
  readonly retireOldAfterDays: number;
}

const panels: Readonly<Record<TokenTask, FunctionComponent<PanelProps>>> = {
  pin: PinPanel,
  unblock: UnblockPanel,
  housekeeping: HousekeepingPanel,
};

export function TokensApp({ store, controller, retireOldAfterDays }: Props) {
  const state = useStore(store);
  const { dispatch } = store;
  const token = findChosen(state);
  const Panel = panels[state.task];
  const isBusy = state.work !== undefined;
  return (
    <PageShell page="tokens" title={translate('tokens_title')} view={state.phase}>
      <p class="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
        {describe(state, token)}
      </p>
      {state.isPinUncertain && (
        <p class="notice warn" role="alert" data-testid="pin-uncertain">
          {translate('pin_uncertain')}
        </p>
      )}
      {state.wasPulled && (
        <p class="notice" data-testid="token-pulled">
          {translate('tokens_pulled')}
        </p>
      )}
      {state.phase === 'connecting' && (
        <p class="connecting" data-testid="connecting">
          <span class="spinner" aria-hidden="true" />
          {translate('connecting')}
        </p>
      )}
      {state.phase === 'blocked' && state.error && (
        <Blocked error={state.error} isBusy={state.isRechecking} onRecheck={() => void controller.refresh()} />
      )}
      {state.phase === 'ready' && (
        <TokenChoice
          tokens={state.tokens}
          chosenKey={state.chosenKey}
          isLocked={isBusy}
          onChoose={(key) => void controller.choose(key)}
        />
      )}
      {token && (
        <>
          <TaskChoice task={state.task} isBusy={isBusy} onChoose={(task) => dispatch({ type: 'take-up', task })} />
          {/* A panel's focus and boxes belong to one token and one task. */}
          <div class="task" key={`${state.chosenKey} ${state.task}`} data-testid="task" data-task={state.task}>
            <Panel {...{ token, state, dispatch, controller, retireOldAfterDays }} />
          </div>
        </>
      )}
      {token && state.dialog && (
        <TokenDialog
          dialog={state.dialog}
          {...{ token, controller, retireOldAfterDays }}
          onCancel={() => dispatch({ type: 'close-dialog' })}
        />
      )}
    </PageShell>
  );
}

/** What changed, for those who do not see it; ends of works are said where they are shown. */
function describe({ phase, tokens, work, isRechecking }: TokensState, token: Token | undefined): string {
  if (phase === 'connecting') return translate('connecting');
  if (isRechecking && phase === 'blocked') return translate('busy_checking');
  if (work) return translate('tokens_working');
  if (phase === 'ready' && !token) return translate('tokens_choose_heading');
  return phase === 'ready' ? translate('tokens_plugged_count', tokens.length) : '';
}
