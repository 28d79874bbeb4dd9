// The two questions of the operation window: stop a run? abandon an order?
import { useState } from 'preact/hooks';
import type { Order, Token } from '../../../shared/protocol/messages.ts';
import { translate } from '../../base/i18n.ts';
import { LastTryConsent } from '../parts/last-try-consent.tsx';
import { ModalDialog } from '../parts/modal-dialog.tsx';
import { TextField } from '../parts/text-field.tsx';
import { operationWords } from './operation-words.ts';

export function CancelRunDialog({ onStop, onKeep }: { onStop: () => void; onKeep: () => void }) {
  return (
    <ModalDialog title={translate('cancel_run_title')} testId="cancel-run-dialog" onCancel={onKeep} onSubmit={onStop}>
      <p>{translate('cancel_run_text')}</p>
      <div class="actions">
        <button type="button" class="primary" autofocus data-testid="keep-running-button" onClick={onKeep}>
          {translate('cancel_run_keep')}
        </button>
        <button type="submit" class="secondary" data-testid="confirm-stop-button">
          {translate('cancel_run_confirm')}
        </button>
      </div>
    </ModalDialog>
  );
}

/** No token, no PIN. */
const noPin = { state: 'unknown-or-full', isTypedOnReader: true } as const;

const submittedStates = ['submitted', 'accepted', 'issued', 'written'];

interface AbandonProps {
  readonly order: Order;
  /** What is known of the token's PIN; undefined when the token is not there. No box where it is typed on the reader. */
  readonly pin: Pick<Token['pin'], 'state' | 'isTypedOnReader'> | undefined;
  readonly onAbandon: (pin: string) => void;
  readonly onKeep: () => void;
}

export function AbandonDialog({ order, pin: { state, isTypedOnReader } = noPin, onAbandon, onKeep }: AbandonProps) {
  const [pin, setPin] = useState('');
  const [isAccepted, setAccepted] = useState(false);
  const [error, setError] = useState<string>();
  const submit = () => {
    // Without a PIN no try is used.
    if (pin !== '' && state === 'final-try' && !isAccepted) setError(translate('last_try_missing'));
    else onAbandon(pin);
  };
  return (
    <ModalDialog
      title={translate(operationWords[order.operation].abandonTitle)}
      testId="abandon-dialog"
      onCancel={onKeep}
      onSubmit={submit}
    >
      <p>{translate(operationWords[order.operation].abandonText)}</p>
      {submittedStates.includes(order.state) && <p class="notice warn">{translate('abandon_text_submitted')}</p>}
      {!isTypedOnReader && state === 'final-try' && pin !== '' && (
        <LastTryConsent
          id="abandon-last-try"
          isAccepted={isAccepted}
          error={error}
          onAccept={(accepted) => {
            setAccepted(accepted);
            setError(undefined);
          }}
        />
      )}
      {!isTypedOnReader && state !== 'locked' && (
        <TextField
          id="abandon-pin"
          label={translate('abandon_pin_label')}
          value={pin}
          hint={translate('abandon_pin_hint')}
          onEdit={setPin}
          input={{ type: 'password', autocomplete: 'off', maxLength: 256 }}
        />
      )}
      <div class="actions">
        <button type="button" class="primary" autofocus data-testid="keep-order-button" onClick={onKeep}>
          {translate('abandon_keep_button')}
        </button>
        <button type="submit" class="danger" data-testid="confirm-abandon-button">
          {translate('abandon_confirm_button')}
        </button>
      </div>
    </ModalDialog>
  );
}
