// On 信息校验 and 录入信息: a bar of ours that fills the page's fields from a unit profile that is chosen in our own window. It
// submits nothing.
import { translate } from '../../base/i18n.ts';
import { findBarPlace, insertAfterUntil } from '../change-page.ts';
import { guardClicks } from '../click-guard.ts';
import { defineFeature } from '../define-feature.ts';
import { fillField } from '../fill-field.ts';
import { isFieldSeen } from '../is-field-seen.ts';
import { barStyles } from '../page-bar.ts';
import { readValue } from '../read-element.ts';
import { type UnitField, unitFields } from '../unit-fields.ts';
import { askUnits, type FillAnswer } from '../unit-messages.ts';

type Fields = Partial<Readonly<Record<UnitField, HTMLElement>>>;

/** Fills what it can. @returns what the clerk has to know, in words */
function fillPage(fields: Fields, answer: FillAnswer): string {
  const [filled, unknown, refused]: [number[], string[], string[]] = [[], [], []];
  for (const { field, value, label } of answer) {
    const element = fields[field];
    if (!element) continue;
    if (value === '') unknown.push(label);
    else if (isFieldSeen(element) && fillField(element, value)) filled.push(1);
    else refused.push(label);
  }
  const list = (labels: string[]) => [...new Set(labels)].join(translate('list_separator'));
  return [
    translate('page_fill_done', filled.length),
    ...(unknown.length > 0 ? [translate('page_fill_unknown', list(unknown))] : []),
    ...(refused.length > 0 ? [translate('page_fill_refused', list(refused))] : []),
  ].join(' ');
}

export const fillWizardFeature = defineFeature({
  id: 'fill-wizard',
  kinds: ['unit-check', 'apply-form'],
  init(page, { signal, later }) {
    const fields: Fields = { ...page.fields, ...page.optionalFields };
    const document = page.block.ownerDocument;
    const seen = {
      unitName: readValue(fields.certificateUnitName ?? fields.unitName),
      socialInsuranceNumber: readValue(page.fields.socialInsuranceNumber),
    };
    const bar = document.createElement('div');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = translate('page_fill_button');
    const result = document.createElement('p');
    result.setAttribute('role', 'status');
    result.textContent = translate('page_fill_hint');

    async function fill(): Promise<void> {
      const present = unitFields.filter((field) => fields[field]);
      // The clerk chooses in a window of ours; until then the page has learned nothing, not even that there is a unit.
      const answer = await askUnits('requestFill', { fields: present, seen });
      if (answer && !signal.aborted) result.textContent = fillPage(fields, answer);
    }

    bar.append(button, result);
    const { neighbour, side } = findBarPlace(page.optionalFields.steps, page.block);
    const host = insertAfterUntil(signal, neighbour, 'fill-wizard', barStyles, bar, side);
    guardClicks(signal, button, host, later(fill));
  },
});
