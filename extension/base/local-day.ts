// Calendar days as the clerk counts them: in this computer's time zone, whatever the hour and whether clocks change in between.

/** A calendar day of this place, YYYY-MM-DD. Days compare like strings, and so none is after the last of year 9999. */
export type LocalDay = string;

const dayMs = 86_400_000;
const pad = (value: number, length: number) => String(value).padStart(length, '0');

/** Days since 1970 by the calendar: no hour, no time zone, no summer time in it. */
const numberOf = (day: LocalDay) => Date.parse(`${day}T00:00:00Z`) / dayMs;

const lastDay: LocalDay = '9999-12-31';
/** A certificate without an end (RFC 5280 §4.1.2.5) ends in this year by UTC, which is the next one east of it. */
const lastYear = 9999;

/** The day on which `date` falls here; the last day of all for what comes after it. */
export function toLocalDay(date: Date): LocalDay {
  if (date.getFullYear() > lastYear) return lastDay;
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}

/** Days from one day to the other; negative when `to` comes first. */
export function countDays(from: LocalDay, to: LocalDay): number {
  return numberOf(to) - numberOf(from);
}

export function addDays(day: LocalDay, count: number): LocalDay {
  const date = new Date((numberOf(day) + count) * dayMs);
  if (date.getUTCFullYear() > lastYear) return lastDay;
  // A day that no calendar has stays what it is: one odd record must not stop the others.
  return Number.isNaN(date.getTime()) ? day : date.toISOString().slice(0, 10);
}

/** The moment of a day at which this place's clocks show the hour (or the next that they show). */
export function atHour(day: LocalDay, hour: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, hour);
}
