// Shows reminders as notifications. Whether one is seen is not for sure: badge and popup say the same.
import { browser } from 'wxt/browser';
import { translate } from '../base/i18n.ts';
import type { CertificateState } from './certificate-state.ts';
import { type NotificationWords, wordManyReminders, wordReminder } from './reminder-words.ts';
import type { SeenCertificate } from './seen-certificate.ts';

const prefix = 'reminder-';
const manyId = `${prefix}many`;
/** More would be a storm: from here on one notification speaks of all. */
const maxSingle = 3;

export interface DueReminder {
  readonly certificate: SeenCertificate;
  readonly state: CertificateState;
}

/** Chromium's notifications have up to two buttons, Firefox's none, though it has the event for them. */
export function hasButtons(): boolean {
  return import.meta.env.BROWSER !== 'firefox';
}

/** What a notification of this id is about: a certificate's hash, all that were told today, or nothing of ours. */
export function readNotificationId(id: string): { hash: string } | 'many' | undefined {
  if (id === manyId) return 'many';
  return id.startsWith(prefix) ? { hash: id.slice(prefix.length) } : undefined;
}

async function show(id: string, words: NotificationWords, buttons: readonly string[]): Promise<void> {
  try {
    await browser.notifications.create(id, {
      type: 'basic',
      iconUrl: browser.runtime.getURL('/icon/attention-128.png'),
      ...words,
      // Firefox refuses the whole notification for a property that it does not know.
      ...(hasButtons() ? { buttons: buttons.map((title) => ({ title })) } : {}),
    });
  } catch {
    // Switched off by system or policy: nothing is lost, badge and popup stay.
  }
}

/** One notification each for a few, one for all when there are many. A click leads on; the buttons are Chromium's. */
export async function notifyReminders(due: readonly DueReminder[]): Promise<void> {
  if (due.length > maxSingle) {
    await show(manyId, wordManyReminders(due), [translate('reminder_snooze')]);
    return;
  }
  const buttons = [translate('reminder_snooze'), translate('reminder_mute')];
  for (const { certificate, state } of due)
    await show(`${prefix}${certificate.hash}`, wordReminder(certificate, state), buttons);
}

/** Takes a notification away whose certificate was renewed meanwhile, or that was answered. */
export async function withdrawReminder(hash: string): Promise<void> {
  await browser.notifications.clear(`${prefix}${hash}`);
}
