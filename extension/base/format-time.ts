// Dates and durations as the clerk reads them.

import { currentLanguage, translate } from './i18n.ts';
import { atHour, countDays, type LocalDay, toLocalDay } from './local-day.ts';

/** An ISO date as a calendar date of this place, e.g. 2026年12月31日. The text itself when it is no date. */
export function formatDate(isoDate: string): string {
  const date = new Date(isoDate);
  if (Number.isNaN(date.getTime())) return isoDate;
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'long' }).format(date);
}

/** A calendar day of this place, e.g. 2026年12月31日. */
export function formatDay(day: LocalDay): string {
  return formatDate(atHour(day, 12).toISOString());
}

/** Whole calendar days from `now` until the date; negative once it is past. */
export function countDaysUntil(isoDate: string, now: Date): number {
  return countDays(toLocalDay(now), toLocalDay(new Date(isoDate)));
}

/** 「还有 12 天」, 「今天到期」 or 「已过期 3 天」. */
export function describeExpiry(notAfter: string, now: Date): string {
  const days = countDaysUntil(notAfter, now);
  if (new Date(notAfter) <= now) return translate('expiry_expired', Math.max(-days, 1));
  return days === 0 ? translate('expiry_today') : translate('expiry_days_left', days);
}

/** Milliseconds as mm:ss; beyond an hour the minutes go on counting. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}

/** An ISO date as day and time of this place; only the time when it is today. */
export function formatMoment(isoDate: string, now = new Date()): string {
  const date = new Date(isoDate);
  if (Number.isNaN(date.getTime())) return isoDate;
  const isToday = date.toDateString() === now.toDateString();
  const style = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(currentLanguage(), style).format(date);
}

/** Day and time of this place, whichever day it is. */
export function formatDateTime(date: Date): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'long', timeStyle: 'short' }).format(date);
}
