// Everything the operation window shows, as one value; what can happen to it; and what can be read from it.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { Operation, Order, ProgressStep } from '../../../shared/protocol/messages.ts';
import type { OrderSubject } from '../../ca/ca-client.ts';
import type { Installation } from '../../flows/collect-certificate.ts';
import type { RenewalStep } from '../../flows/flow-tools.ts';
import type { Choice, Survey } from '../../flows/survey-tokens.ts';

export interface AgentForm {
  readonly agentName: string;
  readonly agentPhone: string;
  /** Lives here, in this window's memory, and nowhere else; emptied by `forget-pin`. */
  readonly pin: string;
}

export type FieldName = keyof AgentForm | 'choice' | 'lastTry';
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

/** How an installation ended, apart from the certificate itself. */
export type Aftermath = Pick<
  Installation,
  'isConfirmed' | 'encryptionCertificate' | 'otherCertificates' | 'isSignatureLegacy'
>;

export interface OperationState {
  readonly screen: 'connecting' | 'blocked' | 'form' | 'running' | 'comparing' | 'declined' | 'failed' | 'done';
  readonly operation: Operation;
  /** The order that the clerk came from; undefined on the quick channel. */
  readonly orderNumber: string | undefined;
  readonly form: AgentForm;
  readonly fieldErrors: FieldErrors;
  /** How often fields were refused: the focus goes to the first of them then, and not while they are being mended. */
  readonly refusals: number;
  /** The clerk agreed to use up the last try of the chosen token's PIN. */
  readonly isLastTryAccepted: boolean;
  readonly survey: Survey | undefined;
  /** Hash of the certificate that the clerk came for; undefined once another was chosen, or when the clerk came for none. */
  readonly wantedHash: string | undefined;
  /** Key of the chosen certificate, '' when none is chosen; see keyOfChoice. */
  readonly choiceKey: string;
  readonly check: 'none' | 'busy' | 'passed';
  /** The order that the clerk goes on with; undefined for a new one. */
  readonly resuming: Order | undefined;
  readonly error: AppError | undefined;
  readonly isRechecking: boolean;
  /** True while the clerk is expected to log in at the platform. */
  readonly isLoginAwaited: boolean;
  readonly dialog: 'none' | 'abandon' | 'cancel-run';
  readonly run: Run | undefined;
  /** What the new certificate of a change will say; the clerk's answer is awaited while screen is `comparing`. */
  readonly offered: OrderSubject | undefined;
  readonly result: CertificateDescription | undefined;
  /** What is to be said beside the result. */
  readonly aftermath: Aftermath | undefined;
  readonly hasDefaultPin: boolean;
  /** True right after an unfinished order was abandoned. */
  readonly wasAbandoned: boolean;
}

export type OperationAction =
  | { readonly type: 'recheck' }
  | { readonly type: 'surveyed'; readonly survey: Survey }
  | { readonly type: 'blocked'; readonly error: AppError }
  | { readonly type: 'edit'; readonly field: keyof AgentForm; readonly value: string }
  | { readonly type: 'accept-last-try'; readonly isAccepted: boolean }
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
  | { readonly type: 'finished'; readonly certificate: CertificateDescription; readonly aftermath?: Aftermath }
  | { readonly type: 'compare'; readonly offered: OrderSubject }
  | { readonly type: 'comparison-confirmed'; readonly startedAt: number }
  | { readonly type: 'comparison-declined' }
  | { readonly type: 'back-to-form' }
  | { readonly type: 'open-dialog'; readonly dialog: 'abandon' | 'cancel-run' }
  | { readonly type: 'close-dialog' }
  | { readonly type: 'abandoned' }
  | { readonly type: 'login-awaited'; readonly isAwaited: boolean }
  | { readonly type: 'forget-pin' }
  | { readonly type: 'start-over' };

export function createInitialState(
  operation: Operation,
  agentName: string,
  agentPhone: string,
  orderNumber?: string,
  wantedHash?: string,
): OperationState {
  return {
    screen: 'connecting',
    operation,
    orderNumber,
    form: { agentName, agentPhone, pin: '' },
    fieldErrors: {},
    refusals: 0,
    isLastTryAccepted: false,
    survey: undefined,
    wantedHash,
    choiceKey: '',
    check: 'none',
    resuming: undefined,
    error: undefined,
    isRechecking: false,
    isLoginAwaited: false,
    dialog: 'none',
    run: undefined,
    offered: undefined,
    result: undefined,
    aftermath: undefined,
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

/** True while the certificate that the clerk came for is on no U盾 that is plugged in. */
export function isWantedMissing({ survey, wantedHash }: OperationState): boolean {
  return (
    survey !== undefined &&
    wantedHash !== undefined &&
    !survey.choices.some(({ certificate }) => certificate.hash === wantedHash)
  );
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
