// The last try before a PIN locks: nothing is sent to the U盾 until the clerk has said yes to that.
import { type MessageKey, translate } from '../../base/i18n.ts';

interface Props {
  readonly id: string;
  /** What is said of the try. */
  readonly words?: MessageKey;
  readonly isAccepted: boolean;
  readonly isDisabled?: boolean;
  readonly error: string | undefined;
  readonly onAccept: (isAccepted: boolean) => void;
}

export function LastTryConsent(props: Props) {
  const { id, words = 'pin_state_final_try', isAccepted, isDisabled = false, error, onAccept } = props;
  return (
    <div class="notice warn last-try" data-testid="pin-state" data-pin-state="final-try">
      <p role="alert">{translate(words)}</p>
      <label class="consent">
        <input
          type="checkbox"
          id={id}
          data-testid={id}
          checked={isAccepted}
          disabled={isDisabled}
          aria-invalid={error ? 'true' : 'false'}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onAccept(event.currentTarget.checked)}
        />
        {translate('last_try_accept')}
      </label>
      {error && (
        <p class="field-error" id={`${id}-error`} data-testid={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
