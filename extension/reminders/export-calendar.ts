// The reminder days as a calendar file (RFC 5545): a full-day event each, that rings in the morning. Loaded only when it is wanted.
import { createEvents, type EventAttributes } from 'ics';
import { translate } from '../base/i18n.ts';
import { addDays, countDays, type LocalDay, toLocalDay } from '../base/local-day.ts';
import type { KnownTime } from '../clock/judge-clock.ts';
import type { ReminderRules } from './certificate-state.ts';
import { judgeRenewal } from './judge-renewal.ts';
import { wordDaysLeft, wordLastDay, wordNextStep } from './reminder-words.ts';
import type { SeenCertificate } from './seen-certificate.ts';

const ringsAtHour = 9;
const lineOctets = 75;
const minuteMs = 60_000;

/** The same for the renewed certificate of a unit and U盾: importing again moves the event instead of adding one. */
async function nameEvent(certificate: SeenCertificate, daysBefore: number): Promise<string> {
  const { chipNumber, tokenId, creditCode, unitName } = certificate;
  const text = [chipNumber || tokenId, creditCode ?? unitName, daysBefore].join('\n');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest).slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex}@shebao-cert-assistant`;
}

function toDate(day: LocalDay): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

/** The package folds by characters; the standard counts octets, and a Chinese character has three. */
function foldByOctets(text: string): string {
  const encoder = new TextEncoder();
  const fold = (line: string): string => {
    let folded = '';
    let octets = 0;
    for (const character of line) {
      const size = encoder.encode(character).length;
      if (octets + size > lineOctets) {
        folded += '\r\n ';
        octets = 1;
      }
      folded += character;
      octets += size;
    }
    return folded;
  };
  return text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .map(fold)
    .join('\r\n');
}

async function makeEvent(
  certificate: SeenCertificate,
  daysBefore: number,
  { rules, time, url }: CalendarOptions,
): Promise<EventAttributes> {
  const day = addDays(toLocalDay(new Date(certificate.notAfter)), -daysBefore);
  // As it will be on that day.
  const then = new Date(new Date(certificate.notAfter).getTime() - 1 - daysBefore * 24 * 60 * minuteMs);
  const onThatDay = { computer: then, best: then, isCertain: true };
  const verdict = judgeRenewal(certificate, rules.renewalWindow, onThatDay);
  const expiry = wordDaysLeft(daysBefore);
  return {
    uid: await nameEvent(certificate, daysBefore),
    // A later export takes an earlier one's place.
    sequence: Math.floor(time.computer.getTime() / minuteMs),
    start: toDate(day),
    end: toDate(addDays(day, 1)),
    title: translate('calendar_event', expiry, certificate.unitName),
    description: [
      translate('reminder_facts', wordLastDay(certificate), certificate.chipNumber),
      wordNextStep({ verdict, phase: 'soon' }, false),
    ].join('\n'),
    url,
    busyStatus: 'FREE',
    transp: 'TRANSPARENT',
    alarms: [
      { action: 'display', description: translate('calendar_alarm'), trigger: { hours: ringsAtHour, before: false } },
    ],
  };
}

export interface CalendarOptions {
  readonly rules: ReminderRules;
  readonly time: KnownTime;
  /** Where renewing begins. */
  readonly url: string;
}

/** The file's text; undefined when no day is left to remind of. Muted certificates are left out. */
export async function exportCalendar(
  certificates: readonly SeenCertificate[],
  options: CalendarOptions,
): Promise<string | undefined> {
  const today = toLocalDay(options.time.best);
  const events = certificates
    .filter(({ memo }) => !memo.isMuted)
    .flatMap((certificate) => {
      const left = countDays(today, toLocalDay(new Date(certificate.notAfter)));
      return [...new Set([...options.rules.reminderDays, 0])]
        .filter((daysBefore) => daysBefore <= left)
        .map((daysBefore) => makeEvent(certificate, daysBefore, options));
    });
  if (events.length === 0) return undefined;
  const { value, error } = createEvents(await Promise.all(events), {
    productId: '-//shebao-cert-assistant//reminders//ZH',
    calName: translate('calendar_name'),
    method: 'PUBLISH',
  });
  if (value === null) throw error ?? new Error('no calendar was made');
  return foldByOctets(value);
}
