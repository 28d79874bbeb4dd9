// What an import would change, before it does; or why the file is refused.

import { translate } from '../../base/i18n.ts';
import { checkUnit } from '../../units/check-unit.ts';
import type { ImportPlan } from '../../units/exchange-units.ts';
import { unitFieldLabels } from '../../units/unit-words.ts';

export type ImportState = { readonly wrongPath: string } | { readonly plan: ImportPlan };

interface Props {
  readonly state: ImportState;
  readonly onTake: (plan: ImportPlan) => void;
  readonly onCancel: () => void;
}

export function ImportCard({ state, onTake, onCancel }: Props) {
  if ('wrongPath' in state) {
    return (
      <section class="card error-card" role="alert" data-testid="import-refused">
        <h2>{translate('units_import_refused')}</h2>
        <p>
          {state.wrongPath === '' ? translate('units_import_no_json') : translate('units_import_wrong_field')}{' '}
          <code data-testid="import-wrong-path">{state.wrongPath}</code>
        </p>
        <div class="actions">
          <button type="button" class="secondary" onClick={onCancel}>
            {translate('units_cancel')}
          </button>
        </div>
      </section>
    );
  }
  const { added, changed, same } = state.plan;
  const doubtful = [...added, ...changed.map(({ unit }) => unit)].filter((unit) => checkUnit(unit).warnings.creditCode);
  const isEmpty = added.length + changed.length === 0;
  return (
    <section class="card" aria-labelledby="import-title" data-testid="import-preview">
      <h2 id="import-title">{translate('units_import_title')}</h2>
      <ul>
        {added.map((unit) => (
          <li key={unit.id}>{translate('units_import_added', unit.unitName)}</li>
        ))}
        {changed.map(({ unit, fields }) => (
          <li key={unit.id}>
            {translate(
              'units_import_changed',
              unit.unitName,
              fields.map((field) => translate(unitFieldLabels[field])).join(translate('list_separator')),
            )}
          </li>
        ))}
        {same.length > 0 && <li>{translate('units_import_same', same.length)}</li>}
      </ul>
      {doubtful.map(({ id, unitName, creditCode }) => (
        <p class="notice warn" key={id} data-testid="import-doubtful">
          {translate('units_import_doubtful', unitName, creditCode)}
        </p>
      ))}
      <div class="actions">
        {!isEmpty && (
          <button type="button" class="primary" data-testid="confirm-import" onClick={() => onTake(state.plan)}>
            {translate('units_import_confirm')}
          </button>
        )}
        <button type="button" class="secondary" data-testid="cancel-import" onClick={onCancel}>
          {translate('units_cancel')}
        </button>
      </div>
    </section>
  );
}
