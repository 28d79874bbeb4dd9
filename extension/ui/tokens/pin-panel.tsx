// 修改PIN码.

import { translate } from '../../base/i18n.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { UnlockWays } from '../parts/unlock-ways.tsx';
import type { PanelProps } from './panel-props.ts';
import { PinWorkForm } from './pin-work-form.tsx';
import { listUnitNames } from './token-names.ts';

export function PinPanel(props: PanelProps) {
  const { token, controller } = props;
  const { state: pinState, isTypedOnReader } = token.pin;
  if (pinState === 'locked' || pinState === 'not-set') return <NoPin {...props} />;
  return (
    <PinWorkForm
      {...props}
      work="pin"
      heading="task_pin"
      onReader="change_pin_on_reader"
      box={{ field: 'oldPin', label: 'old_pin_label' }}
      isLastTry={pinState === 'final-try'}
      button={{ testId: 'change-pin-button', words: 'change_pin_button', busy: 'change_pin_busy' }}
      done={isTypedOnReader ? 'change_pin_done_on_reader' : 'change_pin_done'}
      onSubmit={controller.changePin}
      above={
        pinState === 'some-wrong' && (
          <p class="notice warn" data-testid="pin-state" data-pin-state={pinState}>
            {translate('pin_state_some_wrong')}
          </p>
        )
      }
    />
  );
}

function NoPin({ token, dispatch, state: { workError } }: PanelProps) {
  const toUnblock = () => dispatch({ type: 'take-up', task: 'unblock' });
  return (
    <>
      {workError && <ErrorCard error={workError} />}
      <p class="notice warn" data-testid="pin-state" data-pin-state={token.pin.state}>
        {translate(token.pin.state === 'locked' ? 'tokens_pin_locked' : 'tokens_pin_not_set')}
      </p>
      <UnlockWays tokenId={token.tokenId} unitName={listUnitNames(token)[0] ?? ''} onUnblock={toUnblock} />
    </>
  );
}
