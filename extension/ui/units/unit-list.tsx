// The units that are known, each with what can be done with it.
import { translate } from '../../base/i18n.ts';
import type { Unit } from '../../settings/unit.ts';
import { formatFormsPath } from '../../units/forms-request.ts';
import { unitFieldLabels } from '../../units/unit-words.ts';
import { ManagedMark } from '../parts/managed-mark.tsx';

interface Props {
  readonly units: readonly Unit[];
  /** Given by an administrator. */
  readonly managed: readonly Unit[];
  readonly onEdit: (unit: Unit) => void;
  readonly onDelete: (unit: Unit) => void;
}

const shown = ['creditCode', 'socialInsuranceNumber', 'insuredArea', 'agentName'] as const;

export function UnitList({ units, managed, onEdit, onDelete }: Props) {
  return (
    <ul class="unit-list">
      {[...units, ...managed].map((unit) => (
        <li class="card" key={unit.id} data-testid="unit-card" data-unit-id={unit.id}>
          <h2 class="unit">{unit.unitName}</h2>
          <ManagedMark isManaged={managed.includes(unit)} />
          <dl class="facts">
            {shown.map((field) => (
              <div key={field}>
                <dt>{translate(unitFieldLabels[field])}</dt>
                <dd>{unit[field] || translate('units_empty_value')}</dd>
              </div>
            ))}
          </dl>
          <div class="actions">
            {!managed.includes(unit) && (
              <button type="button" class="secondary" data-testid="edit-unit" onClick={() => onEdit(unit)}>
                {translate('units_edit')}
              </button>
            )}
            <a class="button plain" data-testid="print-unit" href={formatFormsPath({ unitId: unit.id })}>
              {translate('units_print')}
            </a>
            {!managed.includes(unit) && (
              <button type="button" class="danger" data-testid="delete-unit" onClick={() => onDelete(unit)}>
                {translate('units_delete')}
              </button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
