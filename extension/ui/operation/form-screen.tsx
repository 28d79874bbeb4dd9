// The form: which certificate, who is in charge, the PIN; 验证 first, 更新证书 after it.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { isPinUnusable, PinField } from '../parts/pin-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { UnlockWays } from '../parts/unlock-ways.tsx';
import { UnreadableList } from '../parts/unreadable-list.tsx';
import { CertificateChoice } from './certificate-choice.tsx';
import { chooseWayOn } from './choose-way-on.ts';
import type { OperationController } from './operation-controller.ts';
import { findChoice, isWantedMissing, type OperationAction, type OperationState } from './operation-state.ts';
import { operationWords } from './operation-words.ts';
import { OtherCertificates } from './other-certificates.tsx';

interface Props {
  readonly state: OperationState;
  readonly dispatch: (action: OperationAction) => void;
  readonly controller: OperationController;
  readonly onClose: () => void;
}

/** At once, before a fast Enter gets lost: puts the focus where the clerk goes on: the first wrong field, the PIN after a wrong one, 更新证书 once verified. */
function useGuidedFocus({ fieldErrors, refusals, check, error }: OperationState) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const wrong = fieldErrors.choice ? '[type=radio]' : '[aria-invalid="true"]';
    if (refusals > 0) form.current?.querySelector<HTMLElement>(wrong)?.focus();
  }, [refusals]);
  useLayoutEffect(() => {
    if (check === 'passed') form.current?.querySelector<HTMLElement>('#run-button')?.focus();
  }, [check]);
  useLayoutEffect(() => {
    if (error?.code.startsWith('PIN_')) form.current?.querySelector<HTMLElement>('#pin')?.focus();
  }, [error]);
  return form;
}

export function FormScreen({ state, dispatch, controller, onClose }: Props) {
  const { survey, form, fieldErrors, check, error, resuming, hasDefaultPin, operation } = state;
  const words = operationWords[operation];
  const ref = useGuidedFocus(state);
  const choice = findChoice(state);
  const token = choice?.token;
  const isBusy = check === 'busy';
  const hasPassed = check === 'passed';

  const submit = (event: Event) => {
    event.preventDefault();
    if (!isBusy) void (hasPassed ? controller.run() : controller.verify());
  };

  return (
    <form ref={ref} noValidate onSubmit={submit} data-testid="operation-form" data-check={check}>
      {resuming && (
        <p class="notice" data-testid="resuming">
          {translate('unfinished_continuing', resuming.orderNumber)}
        </p>
      )}
      {isWantedMissing(state) && (
        <p class="notice warn" role="status" data-testid="wanted-missing">
          {translate('wanted_missing')}
        </p>
      )}
      <CertificateChoice
        operation={operation}
        choices={survey?.choices ?? []}
        choiceKey={state.choiceKey}
        error={fieldErrors.choice}
        isLocked={isBusy || resuming !== undefined}
        onChoose={(choiceKey) => dispatch({ type: 'choose', choiceKey })}
      />
      <OtherCertificates others={survey?.others ?? []} />
      <UnreadableList tokens={survey?.tokens ?? []} />
      <section class="card" aria-labelledby="agent-heading">
        <h2 id="agent-heading">{translate('agent_heading')}</h2>
        <TextField
          id="agent-name"
          label={translate('agent_name_label')}
          value={form.agentName}
          error={fieldErrors.agentName}
          onEdit={(value) => dispatch({ type: 'edit', field: 'agentName', value })}
          input={{ autocomplete: 'name', maxLength: 40, disabled: isBusy, required: true }}
        />
        <TextField
          id="agent-phone"
          label={translate('agent_phone_label')}
          value={form.agentPhone}
          error={fieldErrors.agentPhone}
          hint={translate('agent_phone_hint')}
          onEdit={(value) => dispatch({ type: 'edit', field: 'agentPhone', value })}
          input={{ type: 'tel', autocomplete: 'tel', maxLength: 30, disabled: isBusy, required: true }}
        />
        <PinField
          token={token}
          value={form.pin}
          error={fieldErrors.pin}
          isDisabled={isBusy}
          isStateSaid={error?.code === 'PIN_INCORRECT' || error?.code === 'PIN_LOCKED'}
          onEdit={(value) => dispatch({ type: 'edit', field: 'pin', value })}
          lastTry={{
            isAccepted: state.isLastTryAccepted,
            error: fieldErrors.lastTry,
            onAccept: (isAccepted) => dispatch({ type: 'accept-last-try', isAccepted }),
          }}
        />
      </section>
      {error && <ErrorCard error={error} wayOn={chooseWayOn(error, controller, state.isLoginAwaited)} />}
      {choice && (token?.pin.state === 'locked' || error?.code === 'PIN_LOCKED') && (
        <UnlockWays tokenId={choice.token.tokenId} unitName={choice.certificate.unitName} />
      )}
      {hasPassed && (
        <p class="notice good" data-testid="verified">
          {translate(resuming ? 'verified_resume' : words.verified)}
        </p>
      )}
      {hasPassed && hasDefaultPin && (
        <p class="notice warn" data-testid="default-pin-hint">
          {translate('default_pin_hint')}
        </p>
      )}
      <div class="actions">
        <button
          type={hasPassed ? 'button' : 'submit'}
          class={hasPassed ? 'secondary' : 'primary'}
          data-testid="verify-button"
          disabled={isBusy || hasPassed || isPinUnusable(token)}
          aria-busy={isBusy}
        >
          {isBusy ? translate('verifying') : translate('verify_button')}
        </button>
        <button
          type={hasPassed ? 'submit' : 'button'}
          id="run-button"
          class={hasPassed ? 'primary' : 'secondary'}
          data-testid="run-button"
          disabled={!hasPassed}
          aria-describedby={hasPassed ? undefined : 'run-hint'}
        >
          {translate(resuming ? 'continue_button' : words.runButton)}
        </button>
        <button type="button" class="plain" data-testid="close-button" onClick={onClose}>
          {translate('cancel_button')}
        </button>
      </div>
      {!hasPassed && (
        <p class="hint" id="run-hint">
          {translate(words.notVerifiedHint)}
        </p>
      )}
    </form>
  );
}
