// Reminder days as a person types them.
import { reminderDaysSchema } from '../portal/profile.ts';

/** `90、60 30,7` → [90, 60, 30, 7], longest first, each once; `[]` for nothing typed, undefined for what is no list of days. */
export function readDays(text: string): number[] | undefined {
  const parts = text.split(/[\s,，、;；]+/).filter((part) => part !== '');
  if (parts.length === 0) return [];
  if (parts.some((part) => !/^\d{1,3}$/.test(part))) return undefined;
  const days = [...new Set(parts.map(Number))].toSorted((one, other) => other - one);
  return reminderDaysSchema.safeParse(days).success ? days : undefined;
}
