// The questions before something on the token is shown or removed, each with the PIN that it takes.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { retirableFrom } from '../../../shared/judge-retirement.ts';
import type { Token } from '../../../shared/protocol/messages.ts';
import { countDaysUntil, formatDate } from '../../base/format-time.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';
import { findCompanion } from '../../flows/find-companion.ts';
import { LastTryConsent } from '../parts/last-try-consent.tsx';
import { ModalDialog } from '../parts/modal-dialog.tsx';
import { TextField } from '../parts/text-field.tsx';
import { readRetirement } from './judge-superseded.ts';
import type { TokensController } from './tokens-controller.ts';
import type { TokensDialog } from './tokens-state.ts';

interface Props {
  readonly dialog: TokensDialog;
  readonly token: Token;
  readonly controller: TokensController;
  /** Days with a verified new certificate after which the old one may go (site profile). */
  readonly retireOldAfterDays: number;
  readonly onCancel: () => void;
}

export function TokenDialog({ dialog, token, controller, retireOldAfterDays, onCancel }: Props) {
  const common = { token, onCancel };
  switch (dialog.kind) {
    case 'read-all':
      return (
        <PinDialog
          {...common}
          title="read_all_title"
          confirm="read_all_confirm"
          onConfirm={(pin) => void controller.readAll(pin)}
        >
          <p>{translate('read_all_text')}</p>
        </PinDialog>
      );
    case 'clean-up':
      return (
        <PinDialog
          {...common}
          title="clean_up_title"
          confirm="clean_up_confirm"
          isDanger
          onConfirm={(pin) => void controller.cleanUp(dialog.entries, pin)}
        >
          <p>{translate('clean_up_text')}</p>
          <ul>
            {dialog.entries.map(({ entryId, order }) => (
              <li key={entryId}>{translate('clean_up_item', order?.orderNumber ?? '')}</li>
            ))}
          </ul>
        </PinDialog>
      );
    case 'give-up':
      return (
        <PinDialog
          {...common}
          title="give_up_title"
          confirm="give_up_confirm"
          isDanger
          onConfirm={(pin) => void controller.giveUp(dialog.entry, pin)}
        >
          <p>{translate('give_up_text')}</p>
        </PinDialog>
      );
    case 'retire': {
      const { entry, newEntry } = dialog;
      const { verifiedAt } = readRetirement(entry);
      const days = -countDaysUntil(verifiedAt, new Date());
      const isOldEnough = new Date() >= retirableFrom({ verifiedAt }, retireOldAfterDays);
      const isPair = entry.certificate && findCompanion(entry.certificate, token.certificates) !== undefined;
      return (
        <PinDialog
          {...common}
          title="retire_title"
          confirm="retire_confirm"
          isDanger
          // What was encrypted for the old pair is the clerk's to know of, however long ago the renewal was.
          word={isPair ? pairWord : undefined}
          onConfirm={(pin) => void controller.retire(entry, pin)}
        >
          <dl class="facts">
            <dt>{translate('retire_old_label')}</dt>
            <dd>{formatDate(entry.certificate?.notAfter ?? '')}</dd>
            <dt>{translate('retire_new_label')}</dt>
            <dd>{formatDate(newEntry?.certificate?.notAfter ?? '')}</dd>
          </dl>
          <p>{translate('retire_text')}</p>
          {isPair && (
            <p class="notice warn" data-testid="retire-pair">
              {translate('retire_pair_text')}
            </p>
          )}
          <p class="notice">{isOldEnough ? translate('retire_old_enough', days) : translate('retire_used')}</p>
        </PinDialog>
      );
    }
  }
}

interface Word {
  readonly text: MessageKey;
  readonly missing: MessageKey;
}

const pairWord: Word = { text: 'retire_pair_word', missing: 'retire_pair_word_missing' };

interface PinDialogProps {
  readonly token: Token;
  readonly title: MessageKey;
  readonly confirm: MessageKey;
  readonly isDanger?: boolean;
  /** What the clerk has to say yes to first. */
  readonly word?: Word | undefined;
  readonly children: ComponentChildren;
  readonly onConfirm: (pin: string) => void;
  readonly onCancel: () => void;
}

/** What is typed lives as long as the dialog. */
function PinDialog({ token, title, confirm, isDanger = false, word, children, onConfirm, onCancel }: PinDialogProps) {
  const [pin, setPin] = useState('');
  const [hasWord, setHasWord] = useState(false);
  const [isLastTryAccepted, setLastTryAccepted] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const { state, isTypedOnReader } = token.pin;
  const isLocked = state === 'locked' || state === 'not-set';
  const errors = {
    word: word && !hasWord ? translate(word.missing) : undefined,
    pin: !isTypedOnReader && pin === '' ? translate('field_pin_empty') : undefined,
    lastTry: state === 'final-try' && !isLastTryAccepted ? translate('last_try_missing') : undefined,
  };
  const submit = () => {
    setChecked(true);
    if (!errors.word && !errors.pin && !errors.lastTry && !isLocked) onConfirm(pin);
  };
  const shown = isChecked ? errors : { word: undefined, pin: undefined, lastTry: undefined };
  return (
    <ModalDialog title={translate(title)} testId="token-dialog" onCancel={onCancel} onSubmit={submit}>
      {children}
      {word && (
        <>
          <label class="consent">
            <input
              type="checkbox"
              data-testid="retire-word"
              checked={hasWord}
              aria-invalid={shown.word ? 'true' : 'false'}
              aria-describedby={shown.word ? 'word-error' : undefined}
              onChange={(event) => setHasWord(event.currentTarget.checked)}
            />
            {translate(word.text)}
          </label>
          {shown.word && (
            <p class="field-error" id="word-error" role="alert" data-testid="word-error">
              {shown.word}
            </p>
          )}
        </>
      )}
      {isLocked && (
        <p class="notice warn" data-testid="dialog-locked">
          {translate(state === 'locked' ? 'tokens_pin_locked' : 'tokens_pin_not_set')}
        </p>
      )}
      {isTypedOnReader && (
        <p class="notice" data-testid="pin-on-reader">
          {translate('dialog_on_reader')}
        </p>
      )}
      {!isTypedOnReader && !isLocked && (
        <TextField
          id="dialog-pin"
          label={translate('pin_label')}
          value={pin}
          error={shown.pin}
          onEdit={setPin}
          input={{ type: 'password', autocomplete: 'off', spellcheck: false, maxLength: 256 }}
        />
      )}
      {state === 'final-try' && (
        <LastTryConsent
          id="dialog-last-try"
          isAccepted={isLastTryAccepted}
          error={shown.lastTry}
          onAccept={setLastTryAccepted}
        />
      )}
      <div class="actions">
        <button type="submit" class={isDanger ? 'danger' : 'primary'} disabled={isLocked} data-testid="dialog-confirm">
          {translate(confirm)}
        </button>
        <button type="button" class="secondary" data-testid="dialog-cancel" onClick={onCancel}>
          {translate('cancel_button')}
        </button>
      </div>
    </ModalDialog>
  );
}
