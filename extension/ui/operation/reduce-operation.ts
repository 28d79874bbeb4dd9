// The pure function that changes the operation window's state.
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { Survey } from '../../flows/survey-tokens.ts';
import {
  createInitialState,
  type FieldErrors,
  type FieldName,
  findChoiceOfOrder,
  keyOfChoice,
  type OperationAction,
  type OperationState,
} from './operation-state.ts';

function forgetPin(state: OperationState): OperationState {
  // The last try was agreed to for that PIN.
  return { ...state, form: { ...state.form, pin: '' }, isLastTryAccepted: false };
}

function withoutError(errors: FieldErrors, field: FieldName): FieldErrors {
  const { [field]: _, ...rest } = errors;
  return rest;
}

function isPinError({ code }: AppError): boolean {
  return code.startsWith('PIN_');
}

function takeSurvey(state: OperationState, survey: Survey): OperationState {
  const [only] = survey.choices;
  const before = survey.choices.find((choice) => keyOfChoice(choice) === state.choiceKey);
  // With several, nothing is chosen for the clerk; nor is another one than the clerk came for.
  const { wantedHash } = state;
  const usual = survey.choices.length === 1 ? only : undefined;
  const wanted = wantedHash === undefined ? usual : survey.choices.find((one) => one.certificate.hash === wantedHash);
  const chosen = before ?? wanted;
  const hasSame = before !== undefined && state.screen === 'form';
  return {
    // A PIN belongs to the U盾 for which it was typed.
    ...(before || state.choiceKey === '' ? state : forgetPin(state)),
    screen: 'form',
    survey,
    isRechecking: false,
    choiceKey: chosen ? keyOfChoice(chosen) : '',
    check: hasSame ? state.check : 'none',
    error: hasSame ? state.error : undefined,
    // An order is gone on with only while its own token is there.
    resuming: state.resuming && findChoiceOfOrder(survey, state.resuming) ? state.resuming : undefined,
  };
}

/** The next state. Unknown combinations change nothing: late answers of a flow that was left do no harm. */
export function reduceOperation(state: OperationState, action: OperationAction): OperationState {
  switch (action.type) {
    case 'recheck':
      return { ...state, isRechecking: true };
    case 'surveyed':
      return takeSurvey(state, action.survey);
    case 'blocked':
      return { ...state, screen: 'blocked', error: action.error, isRechecking: false, check: 'none', dialog: 'none' };
    case 'edit':
      return {
        ...state,
        form: { ...state.form, [action.field]: action.value },
        fieldErrors: withoutError(state.fieldErrors, action.field),
        check: action.field === 'pin' ? 'none' : state.check,
      };
    case 'accept-last-try':
      return {
        ...state,
        isLastTryAccepted: action.isAccepted,
        fieldErrors: withoutError(state.fieldErrors, 'lastTry'),
      };
    case 'choose':
      if (action.choiceKey === state.choiceKey) return state;
      return {
        ...forgetPin(state),
        choiceKey: action.choiceKey,
        wantedHash: undefined,
        fieldErrors: withoutError(state.fieldErrors, 'choice'),
        check: 'none',
        error: undefined,
        resuming: undefined,
      };
    case 'resume': {
      const choice = state.survey && findChoiceOfOrder(state.survey, action.order);
      return choice
        ? { ...state, resuming: action.order, choiceKey: keyOfChoice(choice), check: 'none', error: undefined }
        : state;
    }
    case 'reject-fields':
      return { ...state, fieldErrors: action.fieldErrors, refusals: state.refusals + 1, check: 'none' };
    case 'check-started':
      return { ...state, check: 'busy', error: undefined, fieldErrors: {}, isRechecking: false, wasAbandoned: false };
    case 'check-passed':
      return { ...state, check: 'passed', hasDefaultPin: action.hasDefaultPin };
    case 'check-failed': {
      const next = isPinError(action.error) ? forgetPin(state) : state;
      return { ...next, check: 'none', error: action.error };
    }
    case 'run-started':
      return {
        ...state,
        screen: 'running',
        error: undefined,
        run: {
          orderId: action.orderId,
          step: undefined,
          progress: undefined,
          startedAt: action.startedAt,
          isCancelling: false,
        },
      };
    case 'step':
      return state.run ? { ...state, run: { ...state.run, step: action.step, progress: undefined } } : state;
    case 'progress':
      return state.run ? { ...state, run: { ...state.run, progress: action.progress } } : state;
    case 'cancelling':
      return state.run ? { ...state, dialog: 'none', run: { ...state.run, isCancelling: true } } : state;
    case 'run-failed': {
      const failed: OperationState = { ...state, screen: 'failed', error: action.error, dialog: 'none' };
      // The PIN has to be typed again: that is done in the form.
      return isPinError(action.error) ? { ...forgetPin(failed), check: 'none' } : failed;
    }
    case 'finished':
      return {
        ...forgetPin(state),
        screen: 'done',
        result: action.certificate,
        aftermath: action.aftermath,
        error: undefined,
        dialog: 'none',
      };
    case 'compare':
      return state.run ? { ...state, screen: 'comparing', offered: action.offered, dialog: 'none' } : state;
    case 'comparison-confirmed':
      // The clock shows how long the U盾 works, not how long the clerk reads.
      return state.run && state.screen === 'comparing'
        ? { ...state, screen: 'running', run: { ...state.run, startedAt: action.startedAt } }
        : state;
    case 'comparison-declined':
      return { ...forgetPin(state), screen: 'declined', run: undefined, dialog: 'none' };
    case 'back-to-form':
      return {
        ...state,
        screen: state.survey ? 'form' : 'connecting',
        run: undefined,
        error: undefined,
        check: 'none',
      };
    case 'open-dialog':
      return { ...state, dialog: action.dialog };
    case 'close-dialog':
      return { ...state, dialog: 'none' };
    case 'abandoned':
      return { ...forgetPin(state), dialog: 'none', resuming: undefined, wasAbandoned: true };
    case 'login-awaited':
      return { ...state, isLoginAwaited: action.isAwaited };
    case 'forget-pin':
      return forgetPin(state);
    case 'start-over':
      return { ...createInitialState(state.operation, state.form.agentName, state.form.agentPhone, state.orderNumber) };
  }
}
