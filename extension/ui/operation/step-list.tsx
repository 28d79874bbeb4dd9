// The numbered steps of a run with what each has come to, in words as well as in signs.
import type { Operation } from '../../../shared/protocol/messages.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';
import { type RenewalStep, renewalSteps } from '../../flows/flow-tools.ts';
import type { Run } from './operation-state.ts';
import { operationWords } from './operation-words.ts';

const stepWords: Readonly<Record<Exclude<RenewalStep, 'find-order' | 'submit'>, MessageKey>> = {
  'create-request': 'step_create_request',
  'wait-for-issue': 'step_wait_for_issue',
  install: 'step_install',
};

const progressWords = {
  'open-token': 'progress_open_token',
  'generate-key': 'progress_generate_key',
  'sign-request': 'progress_sign_request',
  'check-certificate': 'progress_check_certificate',
  'write-certificate': 'progress_write_certificate',
  'read-back': 'progress_read_back',
  'sign-verify': 'progress_sign_verify',
} as const satisfies Record<NonNullable<Run['progress']>, MessageKey>;

type StepState = 'waiting' | 'running' | 'done' | 'failed';

const stateWords: Readonly<Record<StepState, MessageKey>> = {
  waiting: 'step_state_waiting',
  running: 'step_state_running',
  done: 'step_state_done',
  failed: 'step_state_failed',
};

function stateOf(index: number, run: Run, hasFailed: boolean): StepState {
  const current = run.step ? renewalSteps.indexOf(run.step) : 0;
  if (index < current) return 'done';
  if (index > current) return 'waiting';
  return hasFailed ? 'failed' : 'running';
}

function wordStep(step: RenewalStep, operation: Operation): MessageKey {
  if (step === 'find-order') return operationWords[operation].stepFindOrder;
  return step === 'submit' ? operationWords[operation].stepSubmit : stepWords[step];
}

function detailOf(step: RenewalStep, { progress }: Run): string | undefined {
  if (progress) return translate(progressWords[progress]);
  return step === 'wait-for-issue' ? translate('step_wait_hint') : undefined;
}

interface Props {
  readonly operation: Operation;
  readonly run: Run;
  readonly hasFailed: boolean;
}

export function StepList({ operation, run, hasFailed }: Props) {
  return (
    <ol class="steps">
      {renewalSteps.map((step, index) => {
        const state = stateOf(index, run, hasFailed);
        const detail = state === 'running' ? detailOf(step, run) : undefined;
        return (
          <li
            key={step}
            class={`step ${state}`}
            data-testid={`step-${step}`}
            data-state={state}
            aria-current={state === 'running' ? 'step' : undefined}
          >
            <span class="step-mark" aria-hidden="true">
              {state === 'done' ? '✓' : state === 'failed' ? '!' : index + 1}
            </span>
            <div class="step-text">
              <span class="step-name">{translate(wordStep(step, operation))}</span>
              {detail && <span class="step-detail">{detail}</span>}
            </div>
            <span class="step-state">{translate(stateWords[state])}</span>
          </li>
        );
      })}
    </ol>
  );
}
