// What our own pages may tell and ask the background about certificates. Nobody else is heard.
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { certificateHashSchema } from '../../shared/certificate.ts';
import { isOwnPage, type Sender } from '../portal/check-sender.ts';
import type { Reminders } from './create-reminders.ts';
import { forget, mute, resumeReminders, snooze } from './keep-book.ts';
import { withdrawReminder } from './notify-reminders.ts';
import { onReminderMessage } from './reminder-messages.ts';
import { sightingSchema } from './seen-certificate.ts';

const seenTokensSchema = z.strictObject({
  sightings: z.array(sightingSchema).check(z.maxLength(64)),
  isShown: z.boolean(),
});

type Answer = 'snoozeReminder' | 'resumeReminders' | 'muteReminders' | 'forgetCertificate';

export function answerPages(reminders: Reminders): void {
  const isFromUs = (sender: Sender) => isOwnPage(sender, browser.runtime.id, browser.runtime.getURL('/'));
  onReminderMessage('tokensSeen', async ({ data, sender }) => {
    const seen = seenTokensSchema.safeParse(data);
    if (isFromUs(sender) && seen.success) await reminders.see(seen.data);
  });
  onReminderMessage('serverClockSeen', async ({ data, sender }) => {
    if (isFromUs(sender) && Number.isFinite(data)) await reminders.hearServerClock(data);
  });
  const onAnswer = (answer: Answer, step: (hash: string) => Parameters<Reminders['change']>[0]) =>
    onReminderMessage(answer, async ({ data, sender }) => {
      const hash = certificateHashSchema.safeParse(data);
      if (!isFromUs(sender) || !hash.success) return;
      await withdrawReminder(hash.data);
      await reminders.change(step(hash.data));
    });
  onAnswer('snoozeReminder', (hash) => (book, now) => snooze(book, [hash], now));
  onAnswer('resumeReminders', (hash) => (book) => resumeReminders(book, hash));
  onAnswer('muteReminders', (hash) => (book) => mute(book, hash));
  onAnswer('forgetCertificate', (hash) => (book) => forget(book, hash));
}
