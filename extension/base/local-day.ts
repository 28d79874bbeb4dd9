// Calendar days as the clerk counts them: in this computer's time zone, whatever the hour and whether clocks change in between.

/** A calendar day of this place, YYYY-MM-DD. Days compare like strings. */
export type LocalDay = string;

const dayMs = 86_400_000;
const pad = (value: number, length: number) => String(value).padStart(length, '0');

/** Days since 1970 by the calendar: no hour, no time zone, no summer time in it. */
const numberOf = (day: LocalDay) => Date.parse(`${day}T00:00:00Z`) / dayMs;

/** The day on which `date` falls here. */
export function toLocalDay(date: Date): LocalDay {
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}

/** Days from one day to the other; negative when `to` comes first. */
export function countDays(from: LocalDay, to: LocalDay): number {
  return numberOf(to) - numberOf(from);
}

export function addDays(day: LocalDay, count: number): LocalDay {
  return new Date((numberOf(day) + count) * dayMs).toISOString().slice(0, 10);
}

/** The moment of a day at which this place's clocks show the hour (or the next that they show). */
export function atHour(day: LocalDay, hour: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, hour);
}
