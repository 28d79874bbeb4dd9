// Before a change makes a key: the clerk compares old and new data, and confirms or refuses.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { compareSubjects } from '../parts/compare-subjects.ts';
import { ComparisonTable } from '../parts/comparison-table.tsx';
import type { OperationController } from './operation-controller.ts';
import { findChoice, type OperationState } from './operation-state.ts';

export function CompareScreen({ state, controller }: { state: OperationState; controller: OperationController }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Not on a button: an Enter too many must not confirm what nobody has read.
  useLayoutEffect(() => heading.current?.focus(), []);
  const choice = findChoice(state);
  if (!choice || !state.offered) return null;
  const fields = compareSubjects(choice.certificate, state.offered);
  const changedCount = fields.filter((field) => field.state !== 'same').length;
  return (
    <div data-testid="compare-screen">
      <section class="card" aria-labelledby="compare-heading">
        <h2 id="compare-heading" ref={heading} tabIndex={-1}>
          {translate('compare_heading')}
        </h2>
        <p>{translate('compare_text')}</p>
        <ComparisonTable fields={fields} />
        <p class={changedCount === 0 ? 'notice warn' : 'notice'} data-testid="compare-summary">
          {changedCount === 0 ? translate('compare_nothing') : translate('compare_summary', changedCount)}
        </p>
      </section>
      <div class="actions">
        <button
          type="button"
          class="primary"
          data-testid="confirm-change-button"
          onClick={() => controller.answerComparison(true)}
        >
          {translate('compare_confirm_button')}
        </button>
        <button
          type="button"
          class="secondary"
          data-testid="decline-change-button"
          onClick={() => controller.answerComparison(false)}
        >
          {translate('compare_decline_button')}
        </button>
      </div>
    </div>
  );
}
