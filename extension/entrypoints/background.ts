// The background: answers what pages of a site ask (the operation window, units, the plugged-in U盾), reminds, and follows orders.
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { serveControls } from '../controls/serve/serve-controls.ts';
import { matchKeyTable } from '../flows/answer-key-table.ts';
import { launchRequestSchema } from '../flows/launch-record.ts';
import { openOperationWindow } from '../flows/open-operation-window.ts';
import { openRenewal } from '../flows/open-renewal.ts';
import { readSurvey } from '../host/last-survey.ts';
import { serveOrders } from '../orders/serve-orders.ts';
import { findSenderSite } from '../portal/check-sender.ts';
import { onMessage } from '../portal/page-messages.ts';
import { readReminderBook } from '../reminders/reminder-book.ts';
import { makeReminderSite } from '../reminders/reminder-site.ts';
import { serveReminders } from '../reminders/serve-reminders.ts';
import { closeStorage } from '../settings/close-storage.ts';
import { followLogLevel } from '../settings/follow-log-level.ts';
import { readSiteProfiles } from '../settings/read-site-profiles.ts';
import { serveEffectiveSettings } from '../settings/serve-effective-settings.ts';
import { serveNewSites } from '../settings/serve-new-sites.ts';
import { serveSettings } from '../settings/serve-settings.ts';
import { serveTeaching } from '../settings/serve-teaching.ts';
import { readSettings } from '../settings/settings-store.ts';
import { servePageScript } from '../setup/serve-page-script.ts';
import { serveSetup } from '../setup/serve-setup.ts';
import { loadWords } from '../ui/parts/start-page.ts';
import { readKnownUnits } from '../units/known-units.ts';
import { serveUnitMessages } from '../units/serve-unit-messages.ts';

export default defineBackground(() => {
  void closeStorage();
  followLogLevel();
  serveSetup();
  servePageScript();
  serveEffectiveSettings();
  serveUnitMessages();
  const reminders = serveReminders(async () => {
    // Badge and notifications speak the language that was chosen, too.
    await loadWords();
    const profiles = await readSiteProfiles();
    return makeReminderSite(profiles[0], (await readSettings()).values.reminderDays, profiles);
  }, openRenewal);
  const offerControls = serveControls(readSiteProfiles);
  const bringUpToDate = serveSettings(async () => {
    await reminders.showBadge();
    await offerControls(await readSiteProfiles());
  });
  serveTeaching(bringUpToDate);
  serveNewSites();
  onMessage('openOperation', async ({ data, sender }) => {
    const site = findSenderSite(sender, browser.runtime.id, await readSiteProfiles());
    const request = launchRequestSchema.safeParse(data);
    // A sender that is not ours gets no answer that it could learn from.
    if (!site || !request.success) return;
    await openOperationWindow({ siteId: site.id, ...request.data });
  });
  onMessage('askKeyTable', async ({ sender }) => {
    const site = findSenderSite(sender, browser.runtime.id, await readSiteProfiles());
    const survey = site && (await readSurvey());
    return survey && matchKeyTable(survey, site.tokenKinds);
  });
  serveOrders(async () => (await readSiteProfiles())[0], {
    showBadge: reminders.showBadge,
    fetch: reminders.fetch,
    readUnitNames: async () => {
      const [units, { certificates }] = await Promise.all([readKnownUnits(), readReminderBook()]);
      return [...units, ...certificates].map(({ unitName }) => unitName);
    },
  });
});
