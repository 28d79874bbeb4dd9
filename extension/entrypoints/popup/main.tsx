// Wires the toolbar popup: what is remembered is shown at once, then kept up to date, also by what the host sees.
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { openOperationWindow } from '../../flows/open-operation-window.ts';
import { openRenewal } from '../../flows/open-renewal.ts';
import { connectAndRemember } from '../../host/remember-tokens.ts';
import type { KnownOrder } from '../../orders/known-order.ts';
import { askFollower } from '../../orders/order-messages.ts';
import { readOrderBook, watchOrderBook } from '../../orders/order-store.ts';
import { readReminderBook, watchReminderBook } from '../../reminders/reminder-book.ts';
import { askReminders } from '../../reminders/reminder-messages.ts';
import { makeReminderSite } from '../../reminders/reminder-site.ts';
import { readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { takeWantedSite, wantSite } from '../../settings/serve-new-sites.ts';
import { readSettings } from '../../settings/settings-store.ts';
import { requestSiteAccess } from '../../settings/site-access.ts';
import { findPageInFront, startTeaching } from '../../setup/page-in-front.ts';
import { collectPageSample, savePageSample } from '../../setup/page-sample.ts';
import { startPage } from '../../ui/parts/start-page.ts';
import { lookForTokens } from '../../ui/popup/look-for-tokens.ts';
import { PopupApp } from '../../ui/popup/popup-app.tsx';
import { saveCalendar } from '../../ui/popup/save-calendar.ts';
import '../../ui/popup/popup.css';

async function open(url: string): Promise<void> {
  await browser.tabs.create({ url });
  window.close();
}

async function install(siteId: string, { orderNumber, kind }: KnownOrder): Promise<void> {
  const operation = kind === 'change' ? 'change' : 'renew';
  await openOperationWindow({ siteId, operation, orderNumber, agentName: '', agentPhone: '' });
  window.close();
}

async function renew(siteId: string, certificateHash?: string): Promise<void> {
  await openRenewal(siteId, certificateHash);
  window.close();
}

async function teach(tabId: number, frameId: number, kind: string): Promise<boolean> {
  const isOpen = await startTeaching(tabId, frameId, kind);
  if (isOpen) window.close();
  return isOpen;
}

async function sample(tabId: number): Promise<void> {
  await savePageSample(await collectPageSample(tabId));
  await open('/setup.html#sample');
}

/** Nothing is awaited before the browser is asked. It may close the popup over its question: then the background goes on. */
async function addSite(siteId: string, origin: string): Promise<boolean> {
  const wanted = wantSite(siteId, origin);
  const isGiven = await requestSiteAccess({ origins: [origin] });
  await wanted;
  if (isGiven) {
    await takeWantedSite();
    window.close();
  }
  return isGiven;
}

void startPage(undefined, async (root) => {
  const [profiles, settings] = await Promise.all([readSiteProfiles(), readSettings()]);
  const [profile] = profiles;
  const front = await findPageInFront(profiles);
  const site = makeReminderSite(profile, settings.values.reminderDays, profiles);
  render(
    <PopupApp
      site={site}
      front={front}
      profiles={profiles}
      orders={{ read: readOrderBook, watch: watchOrderBook }}
      reminders={{ read: readReminderBook, watch: watchReminderBook }}
      look={(onLook, signal) => void lookForTokens(connectAndRemember, onLook, signal)}
      actions={{
        open: (url) => void open(url),
        poll: () => askFollower('pollOrders'),
        forget: (orderNumber) => askFollower('forgetOrder', orderNumber),
        renew: (hash) => void renew((hash === undefined ? front?.site : undefined)?.id ?? profile.id, hash),
        install: (order) => void install(profile.id, order),
        snooze: (hash) => askReminders('snoozeReminder', hash),
        mute: (hash) => askReminders('muteReminders', hash),
        resume: (hash) => askReminders('resumeReminders', hash),
        forgetCertificate: (hash) => askReminders('forgetCertificate', hash),
        teach,
        sample: (tabId) => void sample(tabId),
        useSite: addSite,
        saveCalendar: () => saveCalendar(site),
      }}
    />,
    root,
  );
});
