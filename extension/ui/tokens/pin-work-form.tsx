// What changing and unblocking have in common: boxes or the reader's pad, consent before a last try, one button, and how it ended.
import type { ComponentChildren } from 'preact';
import { type MessageKey, translate } from '../../base/i18n.ts';
import type { PinFieldName } from '../parts/check-new-pin.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { LastTryConsent } from '../parts/last-try-consent.tsx';
import type { PanelProps } from './panel-props.ts';
import { NewPinFields, PinBox } from './pin-fields.tsx';
import { useGuidedFocus } from './use-guided-focus.ts';

interface Props extends PanelProps {
  readonly work: 'pin' | 'unblock';
  readonly heading: MessageKey;
  readonly onReader: MessageKey;
  /** The PIN that is there already. */
  readonly box: { readonly field: PinFieldName; readonly label: MessageKey; readonly hint?: string };
  /** Its tries are known to be down to the last. */
  readonly isLastTry: boolean;
  readonly lastTryWords?: MessageKey;
  readonly button: { readonly testId: string; readonly words: MessageKey; readonly busy: MessageKey };
  readonly done: MessageKey;
  readonly onSubmit: () => Promise<void>;
  /** Above the boxes, and below them. */
  readonly above?: ComponentChildren;
  readonly below?: ComponentChildren;
}

export function PinWorkForm(props: Props) {
  const { token, state, dispatch, work, box, button, isLastTry, onSubmit } = props;
  const { form, fieldErrors, workError, done, isLastTryAccepted } = state;
  const ref = useGuidedFocus(state);
  const isBusy = state.work !== undefined;
  const { isTypedOnReader } = token.pin;
  const fields = {
    form,
    errors: fieldErrors,
    isDisabled: isBusy,
    onEdit: (field: PinFieldName, value: string) => dispatch({ type: 'edit', field, value }),
  };
  const headingId = `${work}-form-heading`;
  return (
    <form
      ref={ref}
      noValidate
      data-testid={`${work}-form`}
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      <section class="card" aria-labelledby={headingId}>
        <h2 id={headingId}>{translate(props.heading)}</h2>
        {props.above}
        {isTypedOnReader ? (
          <p class="notice" data-testid="pin-on-reader">
            {translate(props.onReader)}
          </p>
        ) : (
          <>
            <PinBox {...fields} {...box} />
            <NewPinFields {...fields} token={token} />
          </>
        )}
        {props.below}
        {isLastTry && (
          <LastTryConsent
            id="last-try"
            {...(props.lastTryWords ? { words: props.lastTryWords } : {})}
            isAccepted={isLastTryAccepted}
            isDisabled={isBusy}
            error={fieldErrors.lastTry}
            onAccept={(isAccepted) => dispatch({ type: 'accept-last-try', isAccepted })}
          />
        )}
        <div class="actions">
          <button type="submit" class="primary" data-testid={button.testId} disabled={isBusy} aria-busy={isBusy}>
            {translate(isBusy ? button.busy : button.words)}
          </button>
        </div>
        <p class="hint">{translate(isBusy && isTypedOnReader ? 'change_pin_busy_on_reader' : 'pin_stays_here')}</p>
      </section>
      {workError && <ErrorCard error={workError} />}
      {done === work && (
        <p class="notice good" role="status" tabIndex={-1} data-testid="work-done">
          {translate(props.done)}
        </p>
      )}
    </form>
  );
}
