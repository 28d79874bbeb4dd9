// On 信息校验 and 录入信息: a bar of ours that fills the page's fields from a unit profile. It submits nothing.
import { translate } from '../../base/i18n.ts';
import { findBarPlace, insertAfterUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';
import { fillField } from '../fill-field.ts';
import { barStyles } from '../page-bar.ts';
import { readValue } from '../read-element.ts';
import { type UnitField, unitFields } from '../unit-fields.ts';
import { askUnits, type FillAnswer, type UnitChoice } from '../unit-messages.ts';

type Fields = Partial<Readonly<Record<UnitField, HTMLElement>>>;

/** Fills what it can. @returns what the clerk has to know, in words */
function fillPage(fields: Fields, answer: FillAnswer): string {
  const [filled, unknown, refused]: [number[], string[], string[]] = [[], [], []];
  for (const { field, value, label } of answer) {
    const element = fields[field];
    if (!element) continue;
    if (value === '') unknown.push(label);
    else if (fillField(element, value)) filled.push(1);
    else refused.push(label);
  }
  const list = (labels: string[]) => [...new Set(labels)].join(translate('list_separator'));
  return [
    translate('page_fill_done', filled.length),
    ...(unknown.length > 0 ? [translate('page_fill_unknown', list(unknown))] : []),
    ...(refused.length > 0 ? [translate('page_fill_refused', list(refused))] : []),
  ].join(' ');
}

function addChooser(document: Document, bar: HTMLElement, units: readonly UnitChoice[]): () => string {
  const proposed = units.find(({ isOnPage }) => isOnPage) ?? units[0];
  if (units.length < 2) return () => proposed?.unitId ?? '';
  const label = document.createElement('label');
  const select = document.createElement('select');
  for (const { unitId, unitName } of units)
    select.add(new Option(unitName, unitId, false, unitId === proposed?.unitId));
  label.append(translate('page_fill_choose'), select);
  bar.append(label);
  return () => select.value;
}

export const fillWizardFeature = defineFeature({
  id: 'fill-wizard',
  kinds: ['unit-check', 'apply-form'],
  async init(page, { signal }) {
    const fields: Fields = { ...page.fields, ...page.optionalFields };
    const document = page.block.ownerDocument;
    const seen = {
      unitName: readValue(fields.certificateUnitName ?? fields.unitName),
      socialInsuranceNumber: readValue(page.fields.socialInsuranceNumber),
    };
    const units = await askUnits('listUnits', seen);
    if (signal.aborted) return;
    const bar = document.createElement('div');
    const chosenId = addChooser(document, bar, units);
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = translate(units.length === 0 ? 'page_fill_add_unit' : 'page_fill_button');
    const result = document.createElement('p');
    result.setAttribute('role', 'status');
    result.textContent = translate(units.length === 0 ? 'page_fill_no_unit' : 'page_fill_hint');
    button.addEventListener('click', async ({ isTrusted }) => {
      // A script of the page must learn nothing of a unit by itself.
      if (!isTrusted) return;
      if (units.length === 0) return askUnits('openUnits');
      const present = unitFields.filter((field) => fields[field]);
      result.textContent = fillPage(fields, await askUnits('readUnitValues', { unitId: chosenId(), fields: present }));
    });
    bar.append(button, result);
    const { neighbour, side } = findBarPlace(page.optionalFields.steps, page.block);
    insertAfterUntil(signal, neighbour, 'fill-wizard', barStyles, bar, 'open', side);
  },
});
