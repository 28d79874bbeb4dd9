// Saves the calendar file on the clerk's disk. The package that writes it is fetched when it is wanted, not with every popup.

import { translate } from '../../base/i18n.ts';
import { judgeClock } from '../../clock/judge-clock.ts';
import { readReminderBook } from '../../reminders/reminder-book.ts';
import type { ReminderSite } from '../../reminders/reminder-site.ts';
import { downloadText } from '../parts/download-text.ts';

/** @returns false when there is no day to remind of */
export async function saveCalendar({ profile, rules }: ReminderSite): Promise<boolean> {
  const [{ exportCalendar }, book] = await Promise.all([
    import('../../reminders/export-calendar.ts'),
    readReminderBook(),
  ]);
  const time = judgeClock(book, new Date());
  const text = await exportCalendar(book.certificates, { rules, time, url: profile.links.portal });
  if (text === undefined) return false;
  downloadText(translate('calendar_file_name'), text, 'text/calendar;charset=utf-8');
  return true;
}
