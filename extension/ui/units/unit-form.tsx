// The form of one unit profile. Fields may stay empty; what is entered is checked, and each message stands at its field.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type MessageKey, translate } from '../../base/i18n.ts';
import { documentTypes, type Unit, type UnitFieldName } from '../../settings/unit.ts';
import { checkUnit, type UnitErrors } from '../../units/check-unit.ts';
import { documentTypeLabels, unitFieldLabels } from '../../units/unit-words.ts';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';

interface Props {
  readonly unit: Unit;
  readonly isNew: boolean;
  /** 社保号 that the certificate may mean; the clerk picks. */
  readonly socialInsuranceNumbers: readonly string[];
  readonly onSave: (unit: Unit) => void;
  readonly onCancel: () => void;
}

const groups: readonly (readonly [MessageKey, readonly UnitFieldName[]])[] = [
  [
    'unit_group_unit',
    [
      'unitName',
      'creditCode',
      'socialInsuranceNumber',
      'insuredArea',
      'contactPhone',
      'officePhone',
      'unitAddress',
      'website',
    ],
  ],
  ['unit_group_legal_person', ['legalPersonName', 'legalPersonDocumentType', 'legalPersonDocumentNumber']],
  [
    'unit_group_agent',
    [
      'agentName',
      'agentDocumentType',
      'agentDocumentNumber',
      'agentMobile',
      'agentEmail',
      'agentWechat',
      'postalAddress',
    ],
  ],
];

const hints: Partial<Readonly<Record<UnitFieldName, MessageKey>>> = {
  insuredArea: 'unit_hint_insured_area',
  contactPhone: 'unit_hint_contact_phone',
  postalAddress: 'unit_hint_postal_address',
};

const inputTypes: Partial<Readonly<Record<UnitFieldName, 'tel' | 'email'>>> = {
  contactPhone: 'tel',
  officePhone: 'tel',
  agentMobile: 'tel',
  agentEmail: 'email',
};

/** Under the heading of the person, shorter words do. */
const shortLabels: Partial<Readonly<Record<UnitFieldName, MessageKey>>> = {
  legalPersonName: 'unit_person_name',
  legalPersonDocumentType: 'unit_document_type',
  legalPersonDocumentNumber: 'unit_document_number',
  agentName: 'unit_person_name',
  agentDocumentType: 'unit_document_type',
  agentDocumentNumber: 'unit_document_number',
};

const documentOptions = () =>
  documentTypes.map((type): [string, string] => [type, translate(documentTypeLabels[type])]);

export function UnitForm({ unit, isNew, socialInsuranceNumbers, onSave, onCancel }: Props) {
  const [typed, setTyped] = useState(unit);
  const [errors, setErrors] = useState<UnitErrors>({});
  const [warnings, setWarnings] = useState<UnitErrors>({});
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [errors]);
  useLayoutEffect(() => {
    const [field] = Object.keys(warnings);
    if (field) form.current?.querySelector<HTMLElement>(`#${field}`)?.focus();
  }, [warnings]);

  const edit = (field: UnitFieldName, value: string) => {
    setTyped((before) => ({ ...before, [field]: value }));
    // What was warned of was another value.
    if (warnings[field]) setWarnings({});
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const checked = checkUnit(typed);
    setErrors(checked.errors);
    if (Object.keys(checked.errors).length > 0) return;
    // Kept once, it is not asked about again.
    const isNews = (field: UnitFieldName) => checked.unit[field] !== unit[field] && !warnings[field];
    if ((Object.keys(checked.warnings) as UnitFieldName[]).some(isNews)) setWarnings(checked.warnings);
    else onSave(checked.unit);
  };

  const renderField = (field: UnitFieldName) => {
    const label = translate(shortLabels[field] ?? unitFieldLabels[field]);
    const [errorKey, warningKey] = [errors[field], warnings[field]];
    if (field === 'legalPersonDocumentType' || field === 'agentDocumentType') {
      return (
        <SelectField
          key={field}
          id={field}
          label={label}
          value={typed[field]}
          options={documentOptions()}
          onChoose={(value) => edit(field, value)}
        />
      );
    }
    return (
      <TextField
        key={field}
        id={field}
        label={label}
        value={typed[field]}
        error={errorKey && translate(errorKey)}
        warning={warningKey && translate(warningKey)}
        hint={hints[field] && translate(hints[field])}
        onEdit={(value) => edit(field, value)}
        input={{
          type: inputTypes[field] ?? 'text',
          // What one unit's form remembers must not be proposed in another's.
          autocomplete: 'off',
          maxLength: 120,
          required: field === 'unitName',
        }}
      />
    );
  };

  return (
    <form ref={form} noValidate onSubmit={submit} data-testid="unit-form">
      <h2 class="form-title">{translate(isNew ? 'units_new_title' : 'units_edit_title')}</h2>
      <p class="hint">{translate('units_form_hint')}</p>
      {groups.map(([title, fields]) => (
        <section class="card" key={title} aria-labelledby={title}>
          <h3 id={title}>{translate(title)}</h3>
          {fields.map((field) => (
            <div key={field}>
              {renderField(field)}
              {field === 'socialInsuranceNumber' && socialInsuranceNumbers.length > 0 && (
                <div class="candidates" data-testid="social-insurance-candidates">
                  <p class="hint">{translate('units_candidates')}</p>
                  {socialInsuranceNumbers.map((number) => (
                    <button type="button" class="secondary small" key={number} onClick={() => edit(field, number)}>
                      {number}
                    </button>
                  ))}
                </div>
              )}
            </div>
          ))}
        </section>
      ))}
      <div class="actions">
        <button type="submit" class="primary" data-testid="save-unit">
          {translate(Object.keys(warnings).length > 0 ? 'units_save_anyway' : 'units_save')}
        </button>
        <button type="button" class="secondary" data-testid="cancel-unit" onClick={onCancel}>
          {translate('units_cancel')}
        </button>
      </div>
    </form>
  );
}
