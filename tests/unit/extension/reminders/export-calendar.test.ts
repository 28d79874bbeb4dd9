// The calendar file, read by an independent parser.
import ICAL from 'ical.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { exportCalendar } from '../../../../extension/reminders/export-calendar.ts';
import { makeReminderSite } from '../../../../extension/reminders/reminder-site.ts';
import { useMessages } from '../support/read-messages.ts';
import { hashOf, makeSeenCertificate } from '../support/seen-certificates.ts';

const { rules } = makeReminderSite(chongqingProfile, undefined);
const url = chongqingProfile.links.portal;
const now = new Date(2026, 10, 24, 9);
const certificate = makeSeenCertificate({ notAfter: new Date(2026, 11, 31, 23, 59, 59).toISOString() });

async function exportAt(computer: Date, ...certificates: ReturnType<typeof makeSeenCertificate>[]) {
  return exportCalendar(certificates, { rules, time: { computer, best: computer, isCertain: true }, url });
}

function read(text: string | undefined) {
  const calendar = new ICAL.Component(ICAL.parse(text ?? ''));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const alarm = component.getFirstSubcomponent('valarm');
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      description: event.description,
      isAllDay: event.startDate.isDate && event.endDate.isDate,
      start: event.startDate.toString(),
      days: event.duration.toSeconds() / 86_400,
      ringsAfterHours: ICAL.Duration.fromString(String(alarm?.getFirstPropertyValue('trigger'))).toSeconds() / 3600,
      action: alarm?.getFirstPropertyValue('action'),
    };
  });
}

describe('the calendar file', () => {
  beforeEach(() => useMessages());

  it('has a full-day event with an alarm on each reminder day to come and on the last day', async () => {
    const events = read(await exportAt(now, certificate));
    expect(events.map(({ start }) => start).sort()).toEqual([
      '2026-12-01',
      '2026-12-16',
      '2026-12-24',
      '2026-12-30',
      '2026-12-31',
    ]);
    for (const event of events)
      expect(event).toMatchObject({ isAllDay: true, days: 1, ringsAfterHours: 9, action: 'DISPLAY' });
  });

  it('says in Chinese what ends and what to do, with odd names intact', async () => {
    const odd = { ...certificate, unitName: '山城, "机械"; 制造\\有限公司' };
    const [first] = read(await exportAt(now, odd));
    expect(first?.summary).toBe('社保证书还有 30 天到期：山城, "机械"; 制造\\有限公司');
    expect(first?.description).toBe('2026年12月31日到期 · 芯片号 CHIP1\n现在可以更新：插好U盾，再点“去更新”。');
  });

  it('names an event the same after a renewal and counts it up, so that importing again moves it', async () => {
    const before = read(await exportAt(now, certificate));
    const renewed = { ...certificate, hash: hashOf('new'), notAfter: new Date(2027, 11, 31, 23, 59, 59).toISOString() };
    const after = read(await exportAt(new Date(2026, 10, 25, 9), renewed));
    const days = new Map(after.map(({ uid, start, sequence }) => [uid, { start, sequence }]));
    for (const { uid, start, sequence } of before) {
      expect(days.get(uid)?.start).toBe(start.replace('2026', '2027'));
      expect(days.get(uid)?.sequence).toBeGreaterThan(sequence);
    }
    expect(new Set(before.map(({ uid }) => uid)).size).toBe(before.length);
  });

  it('tells units and U盾 apart', async () => {
    const others = [
      certificate,
      { ...certificate, chipNumber: 'CHIP2' },
      { ...certificate, creditCode: '91500000MA5U00000X' },
    ];
    const uids = read(await exportAt(now, ...others)).map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(15);
  });

  it('keeps to the standard’s lines: CRLF, 75 octets at most, no character cut', async () => {
    const long = { ...certificate, unitName: '重庆'.repeat(60) };
    const text = (await exportAt(now, long)) ?? '';
    const lines = text.split('\r\n');
    for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n�]/);
    expect(read(text)[0]?.summary).toContain('重庆'.repeat(60));
  });

  it('is none when there is nothing left to remind of', async () => {
    expect(await exportAt(new Date(2027, 5, 1), certificate)).toBeUndefined();
    expect(await exportAt(now, { ...certificate, memo: { isMuted: true } })).toBeUndefined();
  });
});
