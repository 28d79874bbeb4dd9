// Everything the operation window shows, as one value and the pure function that changes it.
import type { CertificateDescription } from '../../shared/certificate.ts';
import type { AppError } from '../../shared/errors/app-error.ts';
import type { Operation, Order, ProgressStep } from '../../shared/protocol/messages.ts';
import type { RenewalStep } from '../flows/flow-tools.ts';
import type { Choice, Survey } from '../flows/survey-tokens.ts';

export interface AgentForm {
  readonly agentName: string;
  readonly agentPhone: string;
  /** Lives here, in this window's memory, and nowhere else; emptied by `forget-pin`. */
  readonly pin: string;
}

type FieldName = keyof AgentForm | 'choice';
export type FieldErrors = Partial<Readonly<Record<FieldName, string>>>;

/** A run of a flow: what is shown while it goes on and when it failed. */
export interface Run {
  readonly orderId: string;
  readonly step: RenewalStep | undefined;
  readonly progress: ProgressStep | undefined;
  /** Milliseconds of `Date.now()`. */
  readonly startedAt: number;
  readonly isCancelling: boolean;
}

export interface OperationState {
  readonly screen: 'connecting' | 'blocked' | 'form' | 'running' | 'failed' | 'done';
  readonly operation: Operation;
  readonly form: AgentForm;
  readonly fieldErrors: FieldErrors;
  readonly survey: Survey | undefined;
  /** Key of the chosen certificate, '' when none is chosen; see keyOfChoice. */
  readonly choiceKey: string;
  readonly check: 'none' | 'busy' | 'passed';
  /** The order that the clerk goes on with; undefined for a new one. */
  readonly resuming: Order | undefined;
  readonly error: AppError | undefined;
  readonly isRechecking: boolean;
  readonly dialog: 'none' | 'abandon' | 'cancel-run';
  readonly run: Run | undefined;
  readonly result: CertificateDescription | undefined;
  readonly hasDefaultPin: boolean;
  /** True right after an unfinished order was abandoned. */
  readonly wasAbandoned: boolean;
}

export type OperationAction =
  | { readonly type: 'recheck' }
  | { readonly type: 'surveyed'; readonly survey: Survey }
  | { readonly type: 'blocked'; readonly error: AppError }
  | { readonly type: 'edit'; readonly field: keyof AgentForm; readonly value: string }
  | { readonly type: 'choose'; readonly choiceKey: string }
  | { readonly type: 'resume'; readonly order: Order }
  | { readonly type: 'reject-fields'; readonly fieldErrors: FieldErrors }
  | { readonly type: 'check-started' }
  | { readonly type: 'check-passed'; readonly hasDefaultPin: boolean }
  | { readonly type: 'check-failed'; readonly error: AppError }
  | { readonly type: 'run-started'; readonly orderId: string; readonly startedAt: number }
  | { readonly type: 'step'; readonly step: RenewalStep }
  | { readonly type: 'progress'; readonly progress: ProgressStep }
  | { readonly type: 'cancelling' }
  | { readonly type: 'run-failed'; readonly error: AppError }
  | { readonly type: 'finished'; readonly certificate: CertificateDescription }
  | { readonly type: 'back-to-form' }
  | { readonly type: 'open-dialog'; readonly dialog: 'abandon' | 'cancel-run' }
  | { readonly type: 'close-dialog' }
  | { readonly type: 'abandoned' }
  | { readonly type: 'forget-pin' }
  | { readonly type: 'start-over' };

export function createInitialState(operation: Operation, agentName: string, agentPhone: string): OperationState {
  return {
    screen: 'connecting',
    operation,
    form: { agentName, agentPhone, pin: '' },
    fieldErrors: {},
    survey: undefined,
    choiceKey: '',
    check: 'none',
    resuming: undefined,
    error: undefined,
    isRechecking: false,
    dialog: 'none',
    run: undefined,
    result: undefined,
    hasDefaultPin: false,
    wasAbandoned: false,
  };
}

export function keyOfChoice({ token, certificate }: Choice): string {
  return `${token.tokenId}:${certificate.hash}`;
}

export function findChoice({ survey, choiceKey }: OperationState): Choice | undefined {
  return survey?.choices.find((choice) => keyOfChoice(choice) === choiceKey);
}

/** The certificate on which an unfinished order was begun, if its token is plugged in. */
export function findChoiceOfOrder(survey: Survey, order: Order): Choice | undefined {
  return survey.choices.find(
    ({ token, certificate }) => token.chipNumber === order.chipNumber && certificate.hash === order.oldCertificateHash,
  );
}

/** The unfinished order to offer: of the chosen certificate, or, while nothing is chosen, the first whose U盾 is here. */
export function findUnfinishedOrder({ survey, resuming, choiceKey }: OperationState): Order | undefined {
  if (!survey || resuming) return undefined;
  return survey.unfinishedOrders.find((order) => {
    const choice = findChoiceOfOrder(survey, order);
    return choice && (choiceKey === '' || choiceKey === keyOfChoice(choice));
  });
}

function forgetPin(state: OperationState): OperationState {
  return { ...state, form: { ...state.form, pin: '' } };
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
  // With several, nothing is chosen for the clerk.
  const chosen = before ?? (survey.choices.length === 1 ? only : undefined);
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
    case 'choose':
      if (action.choiceKey === state.choiceKey) return state;
      return {
        ...forgetPin(state),
        choiceKey: action.choiceKey,
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
      return { ...state, fieldErrors: action.fieldErrors, check: 'none' };
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
      return { ...forgetPin(state), screen: 'done', result: action.certificate, error: undefined, dialog: 'none' };
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
    case 'forget-pin':
      return forgetPin(state);
    case 'start-over':
      return { ...createInitialState(state.operation, state.form.agentName, state.form.agentPhone) };
  }
}
