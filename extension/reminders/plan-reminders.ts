// The rule: whom to remind today. Pure, with the clock handed in; the profile says on which days.

import { countDays, type LocalDay, toLocalDay } from '../base/local-day.ts';
import type { KnownTime } from '../clock/judge-clock.ts';
import type { ReminderRules } from './certificate-state.ts';
import { isOfSite } from './is-of-site.ts';
import { isSuperseded } from './is-superseded.ts';
import { forgetPortal, judgeForReminding } from './judge-for-reminding.ts';
import type { ReminderBook } from './reminder-book.ts';
import type { ReminderMemo, SeenCertificate } from './seen-certificate.ts';

export const snoozeDays = 3;
/** Between the time zones furthest apart the calendar differs by so many days: a memo from further ahead was made under a wrong clock. */
const maxDaysAhead = 2;

/** The memo without what a wrong clock wrote into it. */
function trustMemo(memo: ReminderMemo, today: LocalDay): ReminderMemo {
  const { toldOn, snoozedUntil, isMuted } = memo;
  if (toldOn !== undefined && countDays(today, toldOn) > maxDaysAhead) return { isMuted };
  if (snoozedUntil === undefined || countDays(today, snoozedUntil) <= snoozeDays + maxDaysAhead) return memo;
  const { snoozedUntil: _, ...rest } = memo;
  return rest;
}

/**
 * The reminder day that is to be announced for this certificate now, or undefined.
 * Each of the days once, however late; from the smallest on every day, until it can no longer be renewed.
 * "Today" is the computer's day, so that no correction of the time can make it twice on one; days left go by the clock that makes them fewer.
 */
function decideReminder(certificate: SeenCertificate, time: KnownTime, rules: ReminderRules): number | undefined {
  const today = toLocalDay(time.computer);
  const { toldOn, announced, snoozedUntil, isMuted } = trustMemo(certificate.memo, today);
  if (isMuted || (toldOn !== undefined && toldOn >= today)) return undefined;
  if (snoozedUntil !== undefined && snoozedUntil > today) return undefined;
  const state = judgeForReminding(certificate, rules, time);
  if (!state) return undefined;
  const reached = rules.reminderDays.filter((days) => state.daysLeft <= days);
  if (reached.length === 0) return undefined;
  const day = Math.min(...reached);
  const isEveryDay = day === Math.min(...rules.reminderDays);
  const isNew = announced === undefined || day < announced;
  return isEveryDay || isNew || snoozedUntil !== undefined ? day : undefined;
}

export interface ReminderPlan {
  /** The book in which those who are due are noted as told. */
  readonly book: ReminderBook;
  /** Most urgent first. */
  readonly due: readonly SeenCertificate[];
}

export function planReminders(book: ReminderBook, time: KnownTime, rules: ReminderRules): ReminderPlan {
  const due: SeenCertificate[] = [];
  const certificates = book.certificates.map((certificate) => {
    if (!isOfSite(certificate, rules.issuerNames, book.certificates)) return certificate;
    if (isSuperseded(certificate, book.certificates)) return certificate;
    if (decideReminder(certificate, time, rules) === undefined) return certificate;
    // What only a forged time made due must not count as announced: the real day will come.
    const announced = decideReminder(certificate, forgetPortal(time), rules) ?? certificate.memo.announced;
    const memo = {
      toldOn: toLocalDay(time.computer),
      ...(announced === undefined ? {} : { announced }),
      isMuted: false,
    };
    const told = { ...certificate, memo };
    due.push(told);
    return told;
  });
  due.sort((one, other) => Date.parse(one.notAfter) - Date.parse(other.notAfter));
  return { book: { ...book, certificates }, due };
}
