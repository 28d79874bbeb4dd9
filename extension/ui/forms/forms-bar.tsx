// The bar above the sheet: which form, for which unit, which operation; and 打印. It is not printed.
import { stripInvisible } from '../../../shared/strip-invisible.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';
import type { Unit } from '../../settings/unit.ts';
import {
  type FormKind,
  type FormOperation,
  type FormsChoice,
  formKinds,
  formOperations,
} from '../../units/forms-request.ts';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';

const formNames: Readonly<Record<FormKind, MessageKey>> = {
  application: 'forms_application',
  seal: 'forms_seal',
};

const operationNames: Readonly<Record<FormOperation, MessageKey>> = {
  apply: 'forms_operation_apply',
  renew: 'forms_operation_renew',
  reissue: 'forms_operation_reissue',
  unlock: 'forms_operation_unlock',
  other: 'forms_operation_other',
  change: 'forms_operation_change',
};

interface Props {
  readonly units: readonly Unit[];
  readonly choice: FormsChoice;
  /** Names of required fields that the sheet leaves blank. */
  readonly blanks: readonly string[];
  readonly onChange: (changed: Partial<FormsChoice>) => void;
  readonly onPrint: () => void;
}

export function FormsBar({ units, choice, blanks, onChange, onPrint }: Props) {
  const needsDetail = choice.operation === 'other' || choice.operation === 'change';
  return (
    <form
      class="card forms-bar screen-only"
      aria-label={translate('forms_bar_label')}
      onSubmit={(event) => {
        event.preventDefault();
        onPrint();
      }}
    >
      <fieldset class="tabs">
        <legend class="visually-hidden">{translate('forms_choose_form')}</legend>
        {formKinds.map((kind) => (
          <label key={kind} class="tab" data-testid={`form-${kind}`}>
            <input type="radio" name="form" checked={choice.form === kind} onChange={() => onChange({ form: kind })} />
            {translate(formNames[kind])}
          </label>
        ))}
      </fieldset>
      <div class="bar-fields">
        <SelectField
          id="forms-unit"
          label={translate('forms_unit')}
          value={choice.unitId}
          options={[
            ['', translate('forms_no_unit')],
            ...units.map(({ id, unitName }): [string, string] => [id, unitName]),
          ]}
          onChoose={(unitId) => onChange({ unitId })}
        />
        {choice.form === 'application' && (
          <>
            <SelectField
              id="forms-operation"
              label={translate('forms_operation')}
              value={choice.operation}
              options={[
                ['', translate('forms_operation_none')],
                ...formOperations.map((kind): [string, string] => [kind, translate(operationNames[kind])]),
              ]}
              onChoose={(operation) => onChange({ operation: operation as FormOperation | '' })}
            />
            {needsDetail && (
              <TextField
                id="forms-detail"
                label={translate('forms_detail')}
                value={choice.detail}
                onEdit={(detail) => onChange({ detail: stripInvisible(detail) })}
                input={{ maxLength: choice.operation === 'other' ? 12 : 40 }}
              />
            )}
            <TextField
              id="forms-project"
              label={translate('forms_project')}
              value={choice.projectName}
              onEdit={(projectName) => onChange({ projectName: stripInvisible(projectName) })}
              input={{ maxLength: 40 }}
            />
            <label class="check">
              <input
                type="checkbox"
                data-testid="forms-agree"
                checked={choice.hasAgreed}
                onChange={(event) => onChange({ hasAgreed: event.currentTarget.checked })}
              />
              {translate('forms_agree')}
            </label>
          </>
        )}
      </div>
      {choice.unitId !== '' && blanks.length > 0 && (
        <p class="notice warn" data-testid="forms-blanks">
          {translate('forms_blanks', blanks.join(translate('list_separator')))}
        </p>
      )}
      <p class="hint">{translate(choice.form === 'seal' ? 'forms_seal_hint' : 'forms_application_hint')}</p>
      <div class="actions">
        <button type="submit" class="primary" data-testid="print-button">
          {translate('forms_print')}
        </button>
        <a class="button plain" href="/units.html" data-testid="units-link">
          {translate(units.length === 0 ? 'forms_add_unit' : 'forms_manage_units')}
        </a>
      </div>
    </form>
  );
}
