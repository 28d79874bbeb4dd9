// All checks in their order, each with what it has come to, in words as well as in signs.

import { type MessageKey, translate } from '../../base/i18n.ts';
import { type CheckId, type CheckResult, type CheckState, setupChecks } from '../../setup/setup-checks.ts';

const stateWords: Readonly<Record<CheckState, MessageKey>> = {
  ok: 'setup_state_ok',
  failed: 'setup_state_failed',
  waiting: 'setup_state_waiting',
  'not-reached': 'setup_state_not_reached',
  'to-do': 'setup_state_to_do',
};
/** Classes of the operation window's list of steps. */
const stateClasses: Readonly<Record<CheckState, string>> = {
  ok: 'done',
  failed: 'failed',
  waiting: '',
  'not-reached': '',
  'to-do': '',
};

interface Props {
  readonly results: readonly CheckResult[];
  /** Said below a check that is in order. */
  readonly details: Partial<Readonly<Record<CheckId, string>>>;
}

export function CheckList({ results, details }: Props) {
  return (
    <section class="card" aria-labelledby="checks-heading">
      <h2 id="checks-heading">{translate('setup_list_heading')}</h2>
      <ol class="steps checks">
        {results.map(({ id, state }, index) => (
          <li key={id} class={`step ${stateClasses[state]}`} data-testid={`check-${id}`} data-state={state}>
            <span class="step-mark" aria-hidden="true">
              {state === 'ok' ? '✓' : state === 'failed' ? '!' : index + 1}
            </span>
            <div class="step-text">
              <span class="step-name">{translate(setupChecks[id].title)}</span>
              {state === 'ok' && details[id] && <span class="step-detail">{details[id]}</span>}
            </div>
            <span class="step-state">{translate(stateWords[state])}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
