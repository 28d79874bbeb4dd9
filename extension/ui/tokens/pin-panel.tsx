// 修改PIN码.
import type { Token } from '../../../shared/protocol/messages.ts';
import { ErrorCard } from '../error-card.tsx';
import { translate } from '../i18n.ts';
import { LastTryConsent } from '../last-try-consent.tsx';
import { UnlockWays } from '../unlock-ways.tsx';
import type { PanelProps } from './panel-props.ts';
import { NewPinFields, PinBox } from './pin-fields.tsx';
import { listUnitNames } from './token-names.ts';
import { useGuidedFocus } from './use-guided-focus.ts';

export function PinPanel({ token, state, dispatch, controller }: PanelProps) {
  const { form, fieldErrors, work, workError, done, isLastTryAccepted } = state;
  const ref = useGuidedFocus(state);
  const isBusy = work !== undefined;
  const { state: pinState, isTypedOnReader } = token.pin;
  if (pinState === 'locked' || pinState === 'not-set')
    return <NoPin token={token} {...{ state, dispatch, controller }} />;
  const fields = {
    form,
    errors: fieldErrors,
    isDisabled: isBusy,
    onEdit: (field: keyof typeof form, value: string) => dispatch({ type: 'edit', field, value }),
  };
  return (
    <form
      ref={ref}
      noValidate
      data-testid="pin-form"
      onSubmit={(event) => {
        event.preventDefault();
        void controller.changePin();
      }}
    >
      <section class="card" aria-labelledby="pin-heading">
        <h2 id="pin-heading">{translate('task_pin')}</h2>
        {pinState === 'some-wrong' && (
          <p class="notice warn" data-testid="pin-state" data-pin-state={pinState}>
            {translate('pin_state_some_wrong')}
          </p>
        )}
        {isTypedOnReader ? (
          <p class="notice" data-testid="pin-on-reader">
            {translate('change_pin_on_reader')}
          </p>
        ) : (
          <>
            <PinBox {...fields} field="oldPin" label="old_pin_label" />
            <NewPinFields {...fields} token={token} />
          </>
        )}
        {pinState === 'final-try' && (
          <LastTryConsent
            id="last-try"
            isAccepted={isLastTryAccepted}
            isDisabled={isBusy}
            error={fieldErrors.lastTry}
            onAccept={(isAccepted) => dispatch({ type: 'accept-last-try', isAccepted })}
          />
        )}
        <div class="actions">
          <button type="submit" class="primary" data-testid="change-pin-button" disabled={isBusy} aria-busy={isBusy}>
            {translate(isBusy ? 'change_pin_busy' : 'change_pin_button')}
          </button>
        </div>
        <p class="hint">{translate(isBusy && isTypedOnReader ? 'change_pin_busy_on_reader' : 'pin_stays_here')}</p>
      </section>
      {workError && <ErrorCard error={workError} />}
      {done === 'pin' && (
        <p class="notice good" role="status" tabIndex={-1} data-testid="work-done">
          {translate(isTypedOnReader ? 'change_pin_done_on_reader' : 'change_pin_done')}
        </p>
      )}
    </form>
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
      <UnlockWays tokenId={token.tokenId} unitName={findUnitName(token)} onUnblock={toUnblock} />
    </>
  );
}

const findUnitName = (token: Token) => listUnitNames(token)[0] ?? '';
