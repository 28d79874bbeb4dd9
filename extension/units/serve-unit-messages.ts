// Answers what pages ask about units. A sender that is not our content script on a site of a profile gets nothing.
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { translate } from '../base/i18n.ts';
import { findSenderSite, type Sender } from '../portal/check-sender.ts';
import { unitFields } from '../portal/unit-fields.ts';
import { onUnitMessage, type UnitChoice } from '../portal/unit-messages.ts';
import { readSiteProfiles } from '../settings/read-site-profiles.ts';
import { formatFormsPath, formOperations } from './forms-request.ts';
import { listOfferedUnits } from './offered-units.ts';
import { listPlatformValues } from './platform-values.ts';
import { platformFieldLabels } from './unit-words.ts';

const text = z.string().check(z.maxLength(200));
const seenSchema = z.strictObject({ unitName: text, socialInsuranceNumber: text });
const fillSchema = z.strictObject({
  unitId: text,
  fields: z.array(z.enum(unitFields)).check(z.maxLength(unitFields.length)),
});
const linkSchema = z.strictObject({
  form: z.enum(['application', 'seal']),
  unitName: text,
  projectName: text,
  operation: z.enum(['', ...formOperations]),
});

async function openTab(path: string, openerTabId: number | undefined): Promise<void> {
  await browser.tabs.create({ url: path, ...(openerTabId === undefined ? {} : { openerTabId }) });
}

/** Registers the answers; called once by the background. */
export function serveUnitMessages(): void {
  const isOurs = async (sender: Sender) =>
    findSenderSite(sender, browser.runtime.id, await readSiteProfiles()) !== undefined;

  onUnitMessage('listUnits', async ({ data, sender }): Promise<UnitChoice[]> => {
    const seen = seenSchema.safeParse(data);
    if (!seen.success || !(await isOurs(sender))) return [];
    const { unitName, socialInsuranceNumber } = seen.data;
    return (await listOfferedUnits()).map((unit) => ({
      unitId: unit.id,
      unitName: unit.unitName,
      isOnPage:
        (unitName !== '' && unit.unitName === unitName) ||
        (socialInsuranceNumber !== '' && unit.socialInsuranceNumber === socialInsuranceNumber),
    }));
  });

  onUnitMessage('readUnitValues', async ({ data, sender }) => {
    const request = fillSchema.safeParse(data);
    if (!request.success || !(await isOurs(sender))) return [];
    const unit = (await listOfferedUnits()).find(({ id }) => id === request.data.unitId);
    if (!unit) return [];
    const values = listPlatformValues(unit);
    return request.data.fields.map((field) => ({
      field,
      value: values[field],
      label: translate(platformFieldLabels[field]),
    }));
  });

  onUnitMessage('openForms', async ({ data, sender }) => {
    const link = linkSchema.safeParse(data);
    if (link.success && (await isOurs(sender))) await openTab(formatFormsPath(link.data), sender.tab?.id);
  });

  onUnitMessage('openUnits', async ({ sender }) => {
    if (await isOurs(sender)) await openTab('/units.html', sender.tab?.id);
  });
}
