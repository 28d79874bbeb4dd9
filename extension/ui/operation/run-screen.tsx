// A run that goes on, or that failed and can be gone on with.

import { translate } from '../../base/i18n.ts';
import { ElapsedTime } from '../parts/elapsed-time.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { chooseWayOn } from './choose-way-on.ts';
import type { OperationController } from './operation-controller.ts';
import { findChoice, type OperationAction, type OperationState } from './operation-state.ts';
import { operationWords } from './operation-words.ts';
import { StepList } from './step-list.tsx';

interface Props {
  readonly state: OperationState;
  readonly dispatch: (action: OperationAction) => void;
  readonly controller: OperationController;
}

export function RunScreen({ state, dispatch, controller }: Props) {
  const { run, error, screen } = state;
  if (!run) return null;
  const choice = findChoice(state);
  const words = operationWords[state.operation];
  const hasFailed = screen === 'failed';
  // A PIN has to be typed again, and that is done in the form.
  const canRetryHere = !error?.code.startsWith('PIN_');
  return (
    <div data-testid={hasFailed ? 'failed' : 'running'}>
      {hasFailed && error && (
        <ErrorCard
          error={error}
          onRetry={canRetryHere ? () => void controller.retryRun() : undefined}
          wayOn={chooseWayOn(error, controller, state.isLoginAwaited)}
        />
      )}
      <section class="card" aria-labelledby="running-heading">
        <div class="running-head">
          <h2 id="running-heading">{translate(hasFailed ? 'progress_heading' : words.runningHeading)}</h2>
          {!hasFailed && <ElapsedTime startedAt={run.startedAt} />}
        </div>
        {choice && (
          <p class="running-unit">
            {choice.certificate.unitName}
            <br />
            {translate('chip_number_label')} <span class="number">{choice.token.chipNumber}</span>
          </p>
        )}
        {!hasFailed && <p class="notice warn">{translate('running_warning')}</p>}
        <StepList operation={state.operation} run={run} hasFailed={hasFailed} />
        {!hasFailed && <p class="hint">{translate(words.runningSafe)}</p>}
      </section>
      <div class="actions">
        {hasFailed ? (
          <button
            type="button"
            class={canRetryHere ? 'secondary' : 'primary'}
            data-testid="back-button"
            onClick={() => void controller.leaveRun()}
          >
            {translate('back_button')}
          </button>
        ) : (
          <button
            type="button"
            class="plain"
            data-testid="stop-button"
            disabled={run.isCancelling}
            onClick={() => dispatch({ type: 'open-dialog', dialog: 'cancel-run' })}
          >
            {translate(run.isCancelling ? 'cancelling' : 'stop_button')}
          </button>
        )}
      </div>
    </div>
  );
}
