// Reminds in the background: keeps the book, runs the rule, shows what is due, sets the next alarm.
import { browser } from 'wxt/browser';
import { addDays, atHour, toLocalDay } from '../base/local-day.ts';
import { judgeClock } from '../clock/judge-clock.ts';
import { judgeCertificate, type ReminderRules } from './certificate-state.ts';
import { judgeForReminding } from './judge-for-reminding.ts';
import { noteServerOffset, noteSightings, stampClock } from './keep-book.ts';
import { notifyReminders, withdrawReminder } from './notify-reminders.ts';
import { planReminders, type ReminderPlan } from './plan-reminders.ts';
import { changeReminderBook, type ReminderBook } from './reminder-book.ts';
import type { SeenTokens } from './reminder-messages.ts';
import type { SeenCertificate } from './seen-certificate.ts';

export const reminderAlarm = 'remind';
/** Nobody reads what a machine that was left on says at midnight, and a day's reminder comes only once. */
const earliestHour = 8;

export interface ReminderParts {
  readonly readRules: () => Promise<ReminderRules>;
  readonly now: () => Date;
  readonly showBadge: () => Promise<void>;
}

export interface Reminders {
  /** At each start of the worker, and by alarm. */
  readonly wake: () => Promise<void>;
  readonly see: (seen: SeenTokens) => Promise<void>;
  /** The portal's clock minus ours, in ms. */
  readonly hearServerClock: (offsetMs: number) => Promise<void>;
  /** One of the clerk's answers; see keep-book.ts. */
  readonly change: (step: (book: ReminderBook, now: Date) => ReminderBook) => Promise<void>;
}

/** The next moment at which a new day's reminders are due, or the badge counts a day less. */
export function nextRun(now: Date): Date {
  const today = toLocalDay(now);
  const morning = atHour(today, earliestHour);
  return now < morning ? morning : atHour(addDays(today, 1), 0);
}

export function createReminders({ readRules, now, showBadge }: ReminderParts): Reminders {
  /** Alarms can be lost at a restart, so each run sets its own anew. */
  function setAlarm(moment: Date): void {
    browser.alarms.create(reminderAlarm, { when: nextRun(moment).getTime() });
  }

  async function run(
    step: (book: ReminderBook, moment: Date) => ReminderBook,
    isShown: (certificate: SeenCertificate) => boolean = () => false,
  ): Promise<void> {
    const moment = now();
    setAlarm(moment);
    const rules = await readRules();
    let due: ReminderPlan['due'] = [];
    let gone: readonly SeenCertificate[] = [];
    // Noted as told before it is shown: whatever happens in between, nobody is told twice.
    const book = await changeReminderBook((before) => {
      const next = stampClock(step(before, moment), moment);
      gone = before.certificates.filter(({ hash }) => !next.certificates.some((one) => one.hash === hash));
      if (moment.getHours() < earliestHour) return next;
      const plan = planReminders(next, judgeClock(next, moment), rules);
      due = plan.due;
      return plan.book;
    });
    await showBadge();
    for (const { hash } of gone) await withdrawReminder(hash);
    const time = judgeClock(book, moment);
    const news = due.filter((certificate) => !isShown(certificate));
    await notifyReminders(
      news.map((certificate) => ({
        certificate,
        state: judgeForReminding(certificate, rules, time) ?? judgeCertificate(certificate, rules, time),
      })),
    );
  }

  return {
    wake: () => run((book) => book),
    see: ({ sightings, isShown }) => {
      const hashes = new Set(sightings.flatMap(({ certificates }) => certificates.map(({ hash }) => hash)));
      return run(
        (book, moment) => noteSightings(book, sightings, moment),
        ({ hash }) => isShown && hashes.has(hash),
      );
    },
    hearServerClock: (offsetMs) => run((book, moment) => noteServerOffset(book, offsetMs, moment)),
    change: (step) => run(step),
  };
}
