// 解锁: a new PIN by the administrator's, which most clerks do not have; so first who has it, and the way without it.
import { AppError } from '../../../shared/errors/app-error.ts';
import { translate } from '../../base/i18n.ts';
import { formatFormsPath } from '../../units/forms-request.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import type { PanelProps } from './panel-props.ts';
import { PinWorkForm } from './pin-work-form.tsx';
import { listUnitNames } from './token-names.ts';

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

function UnblockForm(props: PanelProps) {
  const adminPinState = props.state.inspection?.adminPinState;
  return (
    <PinWorkForm
      {...props}
      work="unblock"
      heading="unblock_form_heading"
      onReader="unblock_on_reader"
      box={{ field: 'adminPin', label: 'admin_pin_label', hint: translate('admin_pin_hint') }}
      isLastTry={adminPinState === 'final-try'}
      lastTryWords="admin_pin_final_try"
      button={{ testId: 'unblock-button', words: 'unblock_button', busy: 'unblock_busy' }}
      done="unblock_done"
      onSubmit={props.controller.unblockPin}
      below={
        adminPinState === 'some-wrong' && (
          <p class="notice warn" data-testid="admin-pin-state" data-pin-state={adminPinState}>
            {translate('admin_pin_some_wrong')}
          </p>
        )
      }
    />
  );
}
