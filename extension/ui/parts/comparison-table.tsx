// Old and new data side by side; a difference is said in words and by a sign, not by colour alone.

import { type MessageKey, translate } from '../../base/i18n.ts';
import './comparison-table.css';
import type { ComparedField } from '../../base/subject-words.ts';

const stateWords: Readonly<Record<ComparedField['state'], MessageKey>> = {
  same: 'compare_same',
  changed: 'compare_changed',
  added: 'compare_added',
  removed: 'compare_removed',
};

export function ComparisonTable({ fields }: { fields: readonly ComparedField[] }) {
  const none = translate('compare_none');
  return (
    <table class="comparison" data-testid="comparison">
      <thead>
        <tr>
          <th scope="col">{translate('compare_field_label')}</th>
          <th scope="col">{translate('compare_old_label')}</th>
          <th scope="col">{translate('compare_new_label')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ label, before, after, state }) => (
          <tr key={`${label}${before}${after}`} class={state} data-testid="compared-field" data-state={state}>
            <th scope="row">
              {label}
              <span class="comparison-state">
                {state === 'same' ? '' : '● '}
                {translate(stateWords[state])}
              </span>
            </th>
            <td data-label={translate('compare_old_label')}>{before || none}</td>
            <td data-label={translate('compare_new_label')}>
              {state === 'same' ? after || none : <strong>{after || none}</strong>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
