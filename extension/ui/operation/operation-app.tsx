// The operation window: which screen is shown for which state.

import { translate } from '../../base/i18n.ts';
import type { Store } from '../../base/store.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { useStore } from '../parts/use-store.ts';
import { CompareScreen } from './compare-screen.tsx';
import { AbandonDialog, CancelRunDialog } from './confirm-dialogs.tsx';
import { DeclinedPanel } from './declined-panel.tsx';
import { DonePanel } from './done-panel.tsx';
import { FormScreen } from './form-screen.tsx';
import { LiveRegion } from './live-region.tsx';
import type { OperationController } from './operation-controller.ts';
import {
  findChoice,
  findChoiceOfOrder,
  findUnfinishedOrder,
  type OperationAction,
  type OperationState,
} from './operation-state.ts';
import { operationWords } from './operation-words.ts';
import { RunScreen } from './run-screen.tsx';
import { SiteAccessCard } from './site-access-card.tsx';
import { UnfinishedCard } from './unfinished-card.tsx';
import { useEscape } from './use-escape.ts';
import { WindowHeader } from './window-header.tsx';

interface Props {
  readonly siteName: string;
  readonly siteOrigins: readonly string[];
  readonly store: Store<OperationState, OperationAction>;
  readonly controller: OperationController;
  readonly onClose: () => void;
}

type ScreenProps = Pick<Props, 'controller' | 'onClose'> & {
  readonly state: OperationState;
  readonly dispatch: (action: OperationAction) => void;
};

function Screen(props: ScreenProps) {
  const { state, dispatch, controller, onClose } = props;
  const unfinished = findUnfinishedOrder(state);
  switch (state.screen) {
    case 'connecting':
      return (
        <p class="connecting" data-testid="connecting">
          <span class="spinner" aria-hidden="true" />
          {translate('connecting')}
        </p>
      );
    case 'blocked':
      return state.error ? (
        <ErrorCard
          error={state.error}
          retryLabel={translate('recheck_button')}
          onRetry={() => void controller.refresh()}
          isBusy={state.isRechecking}
        />
      ) : null;
    case 'form':
      return unfinished ? (
        <>
          {state.error && <ErrorCard error={state.error} />}
          <UnfinishedCard
            order={unfinished}
            onResume={() => dispatch({ type: 'resume', order: unfinished })}
            onAbandon={() => dispatch({ type: 'open-dialog', dialog: 'abandon' })}
          />
        </>
      ) : (
        <FormScreen state={state} dispatch={dispatch} controller={controller} onClose={onClose} />
      );
    case 'running':
    case 'failed':
      return <RunScreen state={state} dispatch={dispatch} controller={controller} />;
    case 'comparing':
      return <CompareScreen state={state} controller={controller} />;
    case 'declined':
      return <DeclinedPanel onClose={onClose} onBack={() => void controller.startOver()} />;
    case 'done':
      return state.result ? (
        <DonePanel
          operation={state.operation}
          certificate={state.result}
          aftermath={state.aftermath}
          defaultPinTokenId={state.hasDefaultPin ? findChoice(state)?.token.tokenId : undefined}
          onClose={onClose}
          onAnother={() => void controller.startOver()}
        />
      ) : null;
  }
}

export function OperationApp({ siteName, siteOrigins, store, controller, onClose }: Props) {
  const state = useStore(store);
  useEscape(state, store.dispatch, onClose);
  const unfinished = findUnfinishedOrder(state);
  const closeDialog = () => store.dispatch({ type: 'close-dialog' });
  return (
    <>
      <WindowHeader siteName={siteName} operation={state.operation} orderNumber={state.orderNumber} />
      <main data-testid="operation-window" data-screen={state.screen}>
        <LiveRegion state={state} />
        <SiteAccessCard siteName={siteName} origins={siteOrigins} />
        {state.wasAbandoned && (
          <p class="notice" data-testid="abandoned">
            {translate(operationWords[state.operation].abandoned)}
          </p>
        )}
        <Screen state={state} dispatch={store.dispatch} controller={controller} onClose={onClose} />
      </main>
      {state.dialog === 'cancel-run' && <CancelRunDialog onStop={controller.cancelRun} onKeep={closeDialog} />}
      {state.dialog === 'abandon' && unfinished && (
        <AbandonDialog
          order={unfinished}
          pin={state.survey && findChoiceOfOrder(state.survey, unfinished)?.token.pin}
          onAbandon={(pin) => void controller.abandon(unfinished, pin)}
          onKeep={closeDialog}
        />
      )}
    </>
  );
}
