// 解锁: a new PIN by the administrator's, which most clerks do not have; so first who has it, and the way without it.
import { AppError } from '../../../shared/errors/app-error.ts';
import { ErrorCard } from '../error-card.tsx';
import { formatFormsPath } from '../forms/forms-request.ts';
import { translate } from '../i18n.ts';
import { LastTryConsent } from '../last-try-consent.tsx';
import type { PanelProps } from './panel-props.ts';
import { NewPinFields, PinBox } from './pin-fields.tsx';
import { listUnitNames } from './token-names.ts';
import { useGuidedFocus } from './use-guided-focus.ts';

export function UnblockPanel(props: PanelProps) {
  const { token, state } = props;
  const adminPinState = state.inspection?.adminPinState;
  return (
    <>
      <section class="card" aria-labelledby="unblock-heading">
        <h2 id="unblock-heading">{translate('task_unblock')}</h2>
        <p>{translate('unblock_explained')}</p>
        <p class="hint">
          {translate('unblock_without')}{' '}
          <a
            href={formatFormsPath({
              form: 'application',
              operation: 'unlock',
              unitName: listUnitNames(token)[0] ?? '',
            })}
            data-testid="unlock-form-link"
          >
            {translate('unlock_ways_form_link')}
          </a>
        </p>
        {token.pin.state !== 'locked' && token.pin.state !== 'not-set' && (
          <p class="notice" data-testid="not-locked">
            {translate('unblock_not_locked')}
          </p>
        )}
      </section>
      {adminPinState === 'locked' ? <ErrorCard error={adminLocked} /> : <UnblockForm {...props} />}
    </>
  );
}

/** Known from the token's flags, before anybody tries. */
const adminLocked = new AppError('ADMIN_PIN_LOCKED');

function UnblockForm({ token, state, dispatch, controller }: PanelProps) {
  const { form, fieldErrors, work, workError, done, isLastTryAccepted, inspection } = state;
  const ref = useGuidedFocus(state);
  const isBusy = work !== undefined;
  const { isTypedOnReader } = token.pin;
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
      data-testid="unblock-form"
      onSubmit={(event) => {
        event.preventDefault();
        void controller.unblockPin();
      }}
    >
      <section class="card" aria-labelledby="unblock-form-heading">
        <h2 id="unblock-form-heading">{translate('unblock_form_heading')}</h2>
        {isTypedOnReader ? (
          <p class="notice" data-testid="pin-on-reader">
            {translate('unblock_on_reader')}
          </p>
        ) : (
          <>
            <PinBox {...fields} field="adminPin" label="admin_pin_label" hint={translate('admin_pin_hint')} />
            <NewPinFields {...fields} token={token} />
          </>
        )}
        {inspection?.adminPinState === 'some-wrong' && (
          <p class="notice warn" data-testid="admin-pin-state" data-pin-state="some-wrong">
            {translate('admin_pin_some_wrong')}
          </p>
        )}
        {inspection?.adminPinState === 'final-try' && (
          <LastTryConsent
            id="last-try"
            words="admin_pin_final_try"
            isAccepted={isLastTryAccepted}
            isDisabled={isBusy}
            error={fieldErrors.lastTry}
            onAccept={(isAccepted) => dispatch({ type: 'accept-last-try', isAccepted })}
          />
        )}
        <div class="actions">
          <button type="submit" class="primary" data-testid="unblock-button" disabled={isBusy} aria-busy={isBusy}>
            {translate(isBusy ? 'unblock_busy' : 'unblock_button')}
          </button>
        </div>
        <p class="hint">{translate(isBusy && isTypedOnReader ? 'change_pin_busy_on_reader' : 'pin_stays_here')}</p>
      </section>
      {workError && <ErrorCard error={workError} />}
      {done === 'unblock' && (
        <p class="notice good" role="status" tabIndex={-1} data-testid="work-done">
          {translate('unblock_done')}
        </p>
      )}
    </form>
  );
}
