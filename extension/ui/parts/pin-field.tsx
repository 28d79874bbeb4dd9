// The PIN box with what is known of its tries, or a sentence where the PIN is typed on the reader.
import type { PinState, Token } from '../../../shared/protocol/messages.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';
import { LastTryConsent } from './last-try-consent.tsx';
import { TextField } from './text-field.tsx';

const stateWords: Readonly<Record<PinState, MessageKey | undefined>> = {
  'unknown-or-full': undefined,
  'some-wrong': 'pin_state_some_wrong',
  // Asked for, not only said: see LastTryConsent.
  'final-try': undefined,
  locked: 'pin_state_locked',
  'not-set': 'pin_state_not_set',
};

interface Props {
  readonly token: Token | undefined;
  readonly value: string;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  /** The error card beside it already says what is known of the tries. */
  readonly isStateSaid: boolean;
  readonly onEdit: (value: string) => void;
  readonly lastTry: {
    readonly isAccepted: boolean;
    readonly error: string | undefined;
    readonly onAccept: (isAccepted: boolean) => void;
  };
}

/** What there is to say of the tries before one is made. */
function describeTries({ state, triesLeft }: Token['pin']): string | undefined {
  if (state === 'some-wrong' && triesLeft !== undefined) return translate('pin_state_tries_left', String(triesLeft));
  const words = stateWords[state];
  return words && translate(words);
}

/** True when no PIN can be given at all. */
export function isPinUnusable(token: Token | undefined): boolean {
  return token?.pin.state === 'locked' || token?.pin.state === 'not-set';
}

export function PinField({ token, value, error, isDisabled, isStateSaid, onEdit, lastTry }: Props) {
  const words = token && describeTries(token.pin);
  return (
    <>
      {words && !isStateSaid && (
        <p class="notice warn" role="alert" data-testid="pin-state" data-pin-state={token.pin.state}>
          {words}
        </p>
      )}
      {token?.pin.state === 'final-try' && <LastTryConsent id="last-try" isDisabled={isDisabled} {...lastTry} />}
      {token?.pin.isTypedOnReader ? (
        <p class="notice" data-testid="pin-on-reader">
          {translate('pin_on_reader')}
        </p>
      ) : (
        <TextField
          id="pin"
          label={translate('pin_label')}
          value={value}
          error={isPinUnusable(token) ? undefined : error}
          hint={translate('pin_hint')}
          onEdit={onEdit}
          input={{
            type: 'password',
            autocomplete: 'off',
            spellcheck: false,
            disabled: isDisabled || isPinUnusable(token),
            maxLength: 256,
          }}
        />
      )}
    </>
  );
}
