// Steps that change the book: what was seen, what the portal's clock says, what the clerk wants. Pure.

import { addDays, toLocalDay } from '../base/local-day.ts';
import { clockToleranceMs, judgeClock } from '../clock/judge-clock.ts';
import { mergeSightings } from './merge-sightings.ts';
import { snoozeDays } from './plan-reminders.ts';
import type { ReminderBook } from './reminder-book.ts';
import type { ReminderMemo, Sighting } from './seen-certificate.ts';

/** Notes that it is now, as far as that can be believed: a forged time of the portal's in the future must not be held against ours later. */
export function stampClock(book: ReminderBook, now: Date): ReminderBook {
  const { best: known, isCertain } = judgeClock(book, now);
  const best = known < now ? known : now;
  const { latestAt } = book.clock;
  if (!isCertain || (latestAt !== null && Date.parse(latestAt) >= best.getTime())) return book;
  return { ...book, clock: { ...book.clock, latestAt: best.toISOString() } };
}

export function noteSightings(book: ReminderBook, sightings: readonly Sighting[], now: Date): ReminderBook {
  const { best } = judgeClock(book, now);
  return { ...book, certificates: mergeSightings(book.certificates, sightings, best.toISOString()) };
}

/** The portal's clock is right where ours differs: what was noted under a clock that ran ahead is taken back. */
export function noteServerOffset(book: ReminderBook, offsetMs: number, now: Date): ReminderBook {
  const serverMs = now.getTime() + offsetMs;
  const takeBack = (moment: string) =>
    Date.parse(moment) > serverMs + clockToleranceMs ? new Date(serverMs).toISOString() : moment;
  const { latestAt } = book.clock;
  return {
    certificates: book.certificates.map((one) => ({ ...one, lastSeenAt: takeBack(one.lastSeenAt) })),
    clock: {
      latestAt: latestAt === null ? null : takeBack(latestAt),
      portal: { offsetMs, measuredAt: now.toISOString() },
    },
  };
}

function changeMemo(book: ReminderBook, hashes: readonly string[], change: (memo: ReminderMemo) => ReminderMemo) {
  const certificates = book.certificates.map((one) =>
    hashes.includes(one.hash) ? { ...one, memo: change(one.memo) } : one,
  );
  return { ...book, certificates };
}

/** 三天后提醒. */
export function snooze(book: ReminderBook, hashes: readonly string[], now: Date): ReminderBook {
  const snoozedUntil = addDays(toLocalDay(now), snoozeDays);
  return changeMemo(book, hashes, (memo) => ({ ...memo, snoozedUntil }));
}

/** Takes 三天后提醒 or 不再提醒 back: the days count again as if nothing had been put off. */
export function resumeReminders(book: ReminderBook, hash: string): ReminderBook {
  return changeMemo(book, [hash], ({ snoozedUntil: _, ...memo }) => ({ ...memo, isMuted: false }));
}

/** 不再提醒此证书. */
export function mute(book: ReminderBook, hash: string): ReminderBook {
  return changeMemo(book, [hash], ({ snoozedUntil: _, ...memo }) => ({ ...memo, isMuted: true }));
}

/** Not kept any more; seen again, it is as new. */
export function forget(book: ReminderBook, hash: string): ReminderBook {
  return { ...book, certificates: book.certificates.filter((one) => one.hash !== hash) };
}
