// The reminder days as a calendar file (RFC 5545): a full-day event each, that rings in the morning. Loaded only when it is wanted.
import {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  type ICalEventData,
  ICalEventTransparency,
  default as ical,
} from 'ical-generator';
import { translate } from '../base/i18n.ts';
import { addDays, countDays, type LocalDay, toLocalDay } from '../base/local-day.ts';
import type { KnownTime } from '../clock/judge-clock.ts';
import type { ReminderRules } from './certificate-state.ts';
import { isOfSite } from './is-of-site.ts';
import { judgeRenewal } from './judge-renewal.ts';
import { wordDaysLeft, wordLastDay, wordNextStep } from './reminder-words.ts';
import type { SeenCertificate } from './seen-certificate.ts';

const ringsAtHour = 9;
const hourS = 3600;
const minuteMs = 60_000;

/** The same for the renewed certificate of a unit and U盾: importing again moves the event instead of adding one. */
async function nameEvent(certificate: SeenCertificate, daysBefore: number): Promise<string> {
  const { chipNumber, tokenId, creditCode, unitName } = certificate;
  const text = [chipNumber || tokenId, creditCode ?? unitName, daysBefore].join('\n');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest).slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex}@shebao-cert-assistant`;
}

/** The library reads the date of a full-day event off Greenwich's clock, whatever the place. */
function toUtcDay(day: LocalDay): Date {
  return new Date(`${day}T00:00:00Z`);
}

async function makeEvent(
  certificate: SeenCertificate,
  daysBefore: number,
  { rules, time, url }: CalendarOptions,
): Promise<ICalEventData> {
  const day = addDays(toLocalDay(new Date(certificate.notAfter)), -daysBefore);
  // As it will be on that day.
  const then = new Date(new Date(certificate.notAfter).getTime() - 1 - daysBefore * 24 * 60 * minuteMs);
  const onThatDay = { computer: then, best: then, isCertain: true };
  const verdict = judgeRenewal(certificate, rules.renewalWindow, onThatDay);
  const expiry = wordDaysLeft(daysBefore);
  return {
    id: await nameEvent(certificate, daysBefore),
    // A later export takes an earlier one's place.
    sequence: Math.floor(time.computer.getTime() / minuteMs),
    stamp: time.computer,
    allDay: true,
    start: toUtcDay(day),
    end: toUtcDay(addDays(day, 1)),
    summary: translate('calendar_event', expiry, certificate.unitName),
    description: [
      translate('reminder_facts', wordLastDay(certificate), certificate.chipNumber),
      wordNextStep({ verdict, phase: 'soon' }, false),
    ].join('\n'),
    url,
    busystatus: ICalEventBusyStatus.FREE,
    transparency: ICalEventTransparency.TRANSPARENT,
    alarms: [
      {
        type: ICalAlarmType.display,
        description: translate('calendar_alarm'),
        triggerAfter: ringsAtHour * hourS,
        relatesTo: ICalAlarmRelatesTo.start,
      },
    ],
  };
}

export interface CalendarOptions {
  readonly rules: ReminderRules;
  readonly time: KnownTime;
  /** Where renewing begins. */
  readonly url: string;
}

/** The file's text; undefined when no day is left to remind of. Muted certificates and those of other CAs are left out. */
export async function exportCalendar(
  certificates: readonly SeenCertificate[],
  options: CalendarOptions,
): Promise<string | undefined> {
  const today = toLocalDay(options.time.best);
  const events = certificates
    .filter(({ memo }) => !memo.isMuted)
    .filter((certificate) => isOfSite(certificate, options.rules.issuerNames, certificates))
    .flatMap((certificate) => {
      const left = countDays(today, toLocalDay(new Date(certificate.notAfter)));
      return [...new Set([...options.rules.reminderDays, 0])]
        .filter((daysBefore) => daysBefore <= left)
        .map((daysBefore) => makeEvent(certificate, daysBefore, options));
    });
  if (events.length === 0) return undefined;
  const calendar = ical({
    name: translate('calendar_name'),
    prodId: { company: 'shebao-cert-assistant', product: 'reminders', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    events: await Promise.all(events),
  });
  return calendar.toString();
}
