// Answers what pages ask about units. A sender that is not our content script on a site of a profile gets nothing.
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { translate } from '../base/i18n.ts';
import { findSenderSite, isOwnPage, type Sender } from '../portal/check-sender.ts';
import { nameSite } from '../portal/name-site.ts';
import { unitFields } from '../portal/unit-fields.ts';
import { onUnitMessage } from '../portal/unit-messages.ts';
import { readSiteProfiles } from '../settings/read-site-profiles.ts';
import { askForUnit, settleUnitChoice } from './ask-for-unit.ts';
import { formatFormsPath, formOperations } from './forms-request.ts';
import { listOfferedUnits } from './offered-units.ts';
import { listPlatformValues } from './platform-values.ts';
import { platformFieldLabels } from './unit-words.ts';

const text = z.string().check(z.maxLength(200));
const seenSchema = z.strictObject({ unitName: text, socialInsuranceNumber: text });
const fillSchema = z.strictObject({
  fields: z.array(z.enum(unitFields)).check(z.maxLength(unitFields.length)),
  seen: seenSchema,
});
const choiceSchema = z.strictObject({ wishId: text, unitId: z.exactOptional(text) });
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

  onUnitMessage('requestFill', async ({ data, sender }) => {
    const request = fillSchema.safeParse(data);
    const site = findSenderSite(sender, browser.runtime.id, await readSiteProfiles());
    if (!request.success || !site || !sender.url) return undefined;
    const { fields, seen } = request.data;
    const unitId = await askForUnit({ origin: new URL(sender.url).origin, siteName: nameSite(site), fields, seen });
    const chosen = unitId === undefined ? undefined : (await listOfferedUnits()).find(({ unit }) => unit.id === unitId);
    if (!chosen) return undefined;
    const values = listPlatformValues(chosen.unit, chosen.chipNumber);
    return fields.map((field) => ({ field, value: values[field], label: translate(platformFieldLabels[field]) }));
  });

  onUnitMessage('chooseUnit', ({ data, sender }) => {
    const choice = choiceSchema.safeParse(data);
    if (choice.success && isOwnPage(sender, browser.runtime.id, browser.runtime.getURL('/')))
      settleUnitChoice(choice.data.wishId, choice.data.unitId);
  });

  onUnitMessage('openForms', async ({ data, sender }) => {
    const link = linkSchema.safeParse(data);
    if (link.success && (await isOurs(sender))) await openTab(formatFormsPath(link.data), sender.tab?.id);
  });

  onUnitMessage('openUnits', async ({ sender }) => {
    if (isOwnPage(sender, browser.runtime.id, browser.runtime.getURL('/')))
      await openTab('/units.html', sender.tab?.id);
  });
}
