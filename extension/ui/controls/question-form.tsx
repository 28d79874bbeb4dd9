// The form of a question: what is asked, whose certificate, the PIN. Enter confirms.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type MessageKey, translate } from '../../base/i18n.ts';
import { canComeLater } from '../../controls/bridge/keep-answers.ts';
import type { ClerkQuestion } from '../../controls/question-messages.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { isPinUnusable, PinField } from '../parts/pin-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { UnlockWays } from '../parts/unlock-ways.tsx';
import { ChoiceList } from './choice-list.tsx';
import type { ControlController } from './control-controller.ts';
import { type ControlAction, type ControlState, findChosen, type PinName } from './control-state.ts';
import { QuestionContent } from './question-content.tsx';
import { questionWords } from './question-words.ts';

interface Props {
  readonly question: ClerkQuestion;
  readonly state: ControlState;
  readonly dispatch: (change: ControlAction) => void;
  readonly controller: ControlController;
}

/** Where the clerk goes on: the PIN, else the first wrong field, else the button. */
function useFocus({ screen, error, fieldErrors }: ControlState) {
  const form = useRef<HTMLFormElement>(null);
  const moveOn = () => {
    const places = ['[aria-invalid="true"]', '#pin:enabled', '[type=radio]', '[type=checkbox]', '.primary'];
    const found = places.map((place) => form.current?.querySelector<HTMLElement>(place)).find(Boolean);
    found?.focus();
  };
  useLayoutEffect(() => {
    if (screen === 'question') moveOn();
  }, [screen, error]);
  useLayoutEffect(() => {
    // Faults go away while the clerk types: the focus stays where that is.
    if (Object.keys(fieldErrors).length > 0) moveOn();
  }, [fieldErrors]);
  return form;
}

export function QuestionForm({ question, state, dispatch, controller }: Props) {
  const form = useFocus(state);
  const { call } = question;
  const words = questionWords[call.kind];
  const token = findChosen(state)?.token;
  const isBusy = state.screen === 'busy';
  /** Where the page cannot wait, not everything can be done for it. */
  const isPossible = !question.isLater || canComeLater(call.kind);
  const needsPin = isPossible && call.kind !== 'certificates' && call.kind !== 'choose';
  const edit = (name: PinName) => (value: string) =>
    dispatch({ pins: { ...state.pins, [name]: value }, fieldErrors: {} });
  const submit = (event: Event) => {
    event.preventDefault();
    void controller.confirm();
  };
  return (
    <form ref={form} noValidate onSubmit={submit} data-testid="question-form">
      <p class="question" data-testid="question-words">
        {translate(words.ask, question.origin)}
      </p>
      {question.isLater && (
        <p class="notice warn" data-testid="cannot-wait">
          {translate(isPossible ? 'control_click_again' : 'control_cannot_wait')}
        </p>
      )}
      {'hadPin' in call && call.hadPin && (
        <p class="notice warn" role="alert" data-testid="page-pin-warning">
          {translate('control_page_pin')}
        </p>
      )}
      <QuestionContent question={question} state={state} />
      <ChoiceList state={state} isMany={call.kind === 'certificates'} isLocked={isBusy} dispatch={dispatch} />
      {needsPin && (
        <section class="card">
          <PinField
            token={token}
            value={state.pins.pin}
            error={state.fieldErrors.pin}
            isDisabled={isBusy}
            isStateSaid={state.error?.code === 'PIN_INCORRECT' || state.error?.code === 'PIN_LOCKED'}
            onEdit={edit('pin')}
            lastTry={{
              isAccepted: state.isLastTryAccepted,
              error: state.fieldErrors.lastTry,
              onAccept: (isLastTryAccepted) => dispatch({ isLastTryAccepted, fieldErrors: {} }),
            }}
          />
          {call.kind === 'change-pin' &&
            !token?.pin.isTypedOnReader &&
            (['newPin', 'repeatPin'] as const).map((name) => (
              <TextField
                key={name}
                id={name === 'newPin' ? 'new-pin' : 'repeat-pin'}
                label={translate(name === 'newPin' ? 'new_pin_label' : 'repeat_pin_label')}
                value={state.pins[name]}
                error={state.fieldErrors[name]}
                onEdit={edit(name)}
                input={{ type: 'password', autocomplete: 'off', spellcheck: false, disabled: isBusy, maxLength: 256 }}
              />
            ))}
        </section>
      )}
      {state.error && <ErrorCard error={state.error} />}
      {state.error?.code === 'ORDER_STATE_CONFLICT' && call.kind === 'generate' && (
        <p class="notice" data-testid="too-many-requests">
          {translate('control_too_many_requests')}{' '}
          <a href="/tokens.html?task=housekeeping" target="_blank" rel="noreferrer">
            {translate('control_open_tokens')}
          </a>
        </p>
      )}
      {token && (token.pin.state === 'locked' || state.error?.code === 'PIN_LOCKED') && (
        <UnlockWays tokenId={token.tokenId} unitName={findChosen(state)?.certificate.unitName ?? ''} />
      )}
      {isBusy && (
        <p class="notice" role="status" data-testid="control-busy">
          <span class="spinner" aria-hidden="true" />
          {translate(state.progress ? progressWords[state.progress] : 'control_busy')}
        </p>
      )}
      <div class="actions">
        <button
          type="submit"
          class="primary"
          data-testid="confirm-button"
          disabled={!isPossible || isBusy || (needsPin && isPinUnusable(token))}
          aria-busy={isBusy}
        >
          {translate(words.button)}
        </button>
        <button type="button" class="plain" data-testid="cancel-button" disabled={isBusy} onClick={controller.cancel}>
          {translate('cancel_button')}
        </button>
      </div>
    </form>
  );
}

const progressWords: Readonly<Record<NonNullable<ControlState['progress']>, MessageKey>> = {
  'open-token': 'progress_open_token',
  'generate-key': 'progress_generate_key',
  'sign-request': 'progress_sign_request',
  'check-certificate': 'progress_check_certificate',
  'write-certificate': 'progress_write_certificate',
  'read-back': 'progress_read_back',
  'sign-verify': 'progress_sign_verify',
};
