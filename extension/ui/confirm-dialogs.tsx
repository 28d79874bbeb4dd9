// The two questions of the operation window: stop a run? abandon an order?
import { useState } from 'preact/hooks';
import type { Order } from '../../shared/protocol/messages.ts';
import { translate } from './i18n.ts';
import { ModalDialog } from './modal-dialog.tsx';
import { operationWords } from './operation-words.ts';
import { TextField } from './text-field.tsx';

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

const submittedStates = ['submitted', 'accepted', 'issued', 'written'];

interface AbandonProps {
  readonly order: Order;
  readonly needsPinBox: boolean;
  readonly onAbandon: (pin: string) => void;
  readonly onKeep: () => void;
}

export function AbandonDialog({ order, needsPinBox, onAbandon, onKeep }: AbandonProps) {
  const [pin, setPin] = useState('');
  return (
    <ModalDialog
      title={translate(operationWords[order.operation].abandonTitle)}
      testId="abandon-dialog"
      onCancel={onKeep}
      onSubmit={() => onAbandon(pin)}
    >
      <p>{translate(operationWords[order.operation].abandonText)}</p>
      {submittedStates.includes(order.state) && <p class="notice warn">{translate('abandon_text_submitted')}</p>}
      {needsPinBox && (
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
