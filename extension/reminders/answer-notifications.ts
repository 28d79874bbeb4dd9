// What a click on a reminder's notification does. Chromium shows two buttons, so going to renew is the click itself; Firefox has none.
import { browser } from 'wxt/browser';
import { toLocalDay } from '../base/local-day.ts';
import { judgeClock } from '../clock/judge-clock.ts';
import { judgeCertificate } from './certificate-state.ts';
import type { Reminders } from './create-reminders.ts';
import { mute, snooze } from './keep-book.ts';
import { hasButtons, readNotificationId } from './notify-reminders.ts';
import { readReminderBook } from './reminder-book.ts';
import type { ReadSite } from './reminder-site.ts';

/** Begins the renewal; shows our own list where there is nothing to renew, or several, or no button to answer with. */
async function follow(hash: string | undefined, readSite: ReadSite, renew: Renew): Promise<void> {
  const [{ profile, rules }, book] = await Promise.all([readSite(), readReminderBook()]);
  const certificate = book.certificates.find((one) => one.hash === hash);
  const state = certificate && judgeCertificate(certificate, rules, judgeClock(book, new Date()));
  if (hash !== undefined && state?.verdict.state === 'allowed' && hasButtons()) await renew(profile.id, hash);
  else await browser.tabs.create({ url: browser.runtime.getURL('/popup.html') });
}

/** Opens the operation window with this certificate chosen. */
export type Renew = (siteId: string, certificateHash: string) => Promise<void>;

export function answerNotifications(reminders: Reminders, readSite: ReadSite, renew: Renew): void {
  browser.notifications.onClicked.addListener((id) => {
    const subject = readNotificationId(id);
    if (!subject) return;
    void browser.notifications.clear(id);
    void follow(subject === 'many' ? undefined : subject.hash, readSite, renew);
  });
  browser.notifications.onButtonClicked.addListener((id, button) => {
    const subject = readNotificationId(id);
    if (!subject) return;
    void browser.notifications.clear(id);
    void reminders.change((book, now) => {
      if (subject !== 'many') return button === 0 ? snooze(book, [subject.hash], now) : mute(book, subject.hash);
      const told = book.certificates.filter(({ memo }) => memo.toldOn === toLocalDay(now) && !memo.isMuted);
      return snooze(
        book,
        told.map(({ hash }) => hash),
        now,
      );
    });
  });
}
