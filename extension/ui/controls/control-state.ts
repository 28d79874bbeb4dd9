// What the window of one question shows.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { ProgressStep } from '../../../shared/protocol/messages.ts';
import type { Choice } from '../../flows/survey-tokens.ts';

const pinNames = ['pin', 'newPin', 'repeatPin'] as const;
export type PinName = (typeof pinNames)[number];

export interface ControlState {
  readonly screen: 'connecting' | 'blocked' | 'question' | 'busy';
  readonly error: AppError | undefined;
  readonly choices: readonly Choice[];
  /** Hash of the certificate that is taken; '' while there are several and none is. */
  readonly chosen: string;
  /** Hashes that the site may see, when that is the question. */
  readonly picked: readonly string[];
  readonly pins: Readonly<Record<PinName, string>>;
  readonly fieldErrors: Readonly<Partial<Record<PinName | 'choice' | 'lastTry', string>>>;
  readonly isLastTryAccepted: boolean;
  /** Of an installation: what was delivered. */
  readonly delivered: { readonly orderId: string; readonly certificate: CertificateDescription } | undefined;
  readonly progress: ProgressStep | undefined;
}

export const initialState: ControlState = {
  screen: 'connecting',
  error: undefined,
  choices: [],
  chosen: '',
  picked: [],
  pins: { pin: '', newPin: '', repeatPin: '' },
  fieldErrors: {},
  isLastTryAccepted: false,
  delivered: undefined,
  progress: undefined,
};

export type ControlAction = Partial<ControlState>;

export const reduceControl = (state: ControlState, change: ControlAction): ControlState => ({ ...state, ...change });

export const findChosen = ({ choices, chosen }: ControlState): Choice | undefined =>
  choices.find(({ certificate }) => certificate.hash === chosen);
