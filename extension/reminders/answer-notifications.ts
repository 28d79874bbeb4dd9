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

/** To the portal, where renewing begins; to our own list where there is nothing to renew, or several, or no button to answer with. */
async function chooseTarget(hash: string | undefined, readSite: ReadSite): Promise<string> {
  const [{ profile, rules }, book] = await Promise.all([readSite(), readReminderBook()]);
  const certificate = book.certificates.find((one) => one.hash === hash);
  const state = certificate && judgeCertificate(certificate, rules, judgeClock(book, new Date()));
  const isForPortal = state?.verdict.state === 'allowed' && hasButtons();
  return isForPortal ? profile.links.portal : browser.runtime.getURL('/popup.html');
}

export function answerNotifications(reminders: Reminders, readSite: ReadSite): void {
  browser.notifications.onClicked.addListener((id) => {
    const subject = readNotificationId(id);
    if (!subject) return;
    void browser.notifications.clear(id);
    void chooseTarget(subject === 'many' ? undefined : subject.hash, readSite).then((url) =>
      browser.tabs.create({ url }),
    );
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
