// May it be renewed, and if not, why not.
import { beforeEach, describe, expect, it } from 'vitest';
import { atHour } from '../../../../extension/base/local-day.ts';
import type { KnownTime } from '../../../../extension/clock/judge-clock.ts';
import { judgeCertificate } from '../../../../extension/reminders/certificate-state.ts';
import { judgeRenewal } from '../../../../extension/reminders/judge-renewal.ts';
import { wordExpiry, wordNextStep, wordReminder } from '../../../../extension/reminders/reminder-words.ts';
import { useMessages } from '../support/read-messages.ts';
import { makeSeenCertificate } from '../support/seen-certificates.ts';

const renewalWindow = { daysBeforeExpiry: 90, daysAfterExpiry: 365 };
const certificate = makeSeenCertificate({
  notBefore: atHour('2026-01-01', 9).toISOString(),
  notAfter: new Date(atHour('2027-01-01', 0).getTime() - 1000).toISOString(),
});
const certainly = (day: string, hour = 9): KnownTime => {
  const best = atHour(day, hour);
  return { computer: best, best, isCertain: true };
};
const stateOn = (day: string, hour?: number) => judgeCertificate(certificate, { renewalWindow }, certainly(day, hour));

describe('judgeRenewal', () => {
  it.each([
    ['2025-12-31', { state: 'not-yet-valid', from: '2026-01-01' }],
    ['2026-10-01', { state: 'too-early', from: '2026-10-02' }],
    ['2026-10-02', { state: 'allowed', until: '2027-12-31' }],
    ['2026-12-31', { state: 'allowed', until: '2027-12-31' }],
    ['2027-12-31', { state: 'allowed', until: '2027-12-31' }],
    ['2028-01-01', { state: 'too-late', until: '2027-12-31' }],
  ])('on %s: %j', (day, verdict) => expect(judgeRenewal(certificate, renewalWindow, certainly(day))).toEqual(verdict));

  it('counts whole days at both ends', () => {
    const at = (day: string, hour: number) => judgeRenewal(certificate, renewalWindow, certainly(day, hour)).state;
    expect([at('2026-10-02', 0), at('2027-12-31', 23)]).toEqual(['allowed', 'allowed']);
  });

  it('says no more than that the clock is in doubt', () => {
    const time = { ...certainly('2030-01-01'), isCertain: false };
    expect(judgeRenewal(certificate, renewalWindow, time)).toEqual({ state: 'clock-doubtful' });
  });

  it('takes SM2, and refuses what it does not know while there would be something to renew', () => {
    const sm2 = { ...certificate, keyAlgorithm: 'SM2' as const };
    expect(judgeRenewal(sm2, renewalWindow, certainly('2026-12-01')).state).toBe('allowed');
    const other = { ...certificate, keyAlgorithm: 'other' as const };
    expect(judgeRenewal(other, renewalWindow, certainly('2026-12-01')).state).toBe('key-unsupported');
    expect(judgeRenewal(sm2, renewalWindow, certainly('2028-12-01')).state).toBe('too-late');
  });
});

describe('judgeCertificate', () => {
  it.each([
    ['2026-02-01', 'valid', 333],
    ['2026-12-01', 'soon', 30],
    ['2026-12-24', 'urgent', 7],
    ['2026-12-31', 'urgent', 0],
    ['2027-01-01', 'expired', -1],
  ])('on %s: %s, %i days', (day, phase, daysLeft) => expect(stateOn(day)).toMatchObject({ phase, daysLeft }));

  it('gives the part of its life that is left, from all to nothing', () => {
    expect(stateOn('2026-01-01').lifeLeft).toBe(1);
    expect(stateOn('2026-07-02', 16).lifeLeft).toBeCloseTo(0.5, 2);
    expect(stateOn('2029-01-01').lifeLeft).toBe(0);
  });

  it('calls nothing expired that only one of two clocks says is', () => {
    const [early, late] = [atHour('2026-12-01', 9), atHour('2027-02-01', 9)];
    for (const [computer, best] of [
      [early, late],
      [late, early],
    ] as const) {
      const time: KnownTime = { computer, best, isCertain: true, doubt: { kind: 'portal', other: best } };
      expect(judgeCertificate(certificate, { renewalWindow }, time).phase).toBe('uncertain');
    }
    const held = { ...certainly('2030-01-01'), isCertain: false };
    expect(judgeCertificate(certificate, { renewalWindow }, held).phase).toBe('uncertain');
  });
});

describe('words', () => {
  beforeEach(() => useMessages());

  it.each([
    ['2026-12-01', '还有 30 天到期', '现在可以更新'],
    ['2026-12-30', '明天到期', '现在可以更新'],
    ['2026-12-31', '今天到期', '现在可以更新'],
    ['2027-01-03', '已过期 3 天', '2027年12月31日以前仍可更新'],
    ['2026-02-01', '还有 333 天到期', '2026年10月2日起可以更新'],
    ['2028-02-01', '已过期 397 天', '请办理证书补办或证书新办'],
  ])('on %s: %s, %s', (day, expiry, next) => {
    const state = stateOn(day);
    expect(wordExpiry(state)).toBe(expiry);
    expect(wordNextStep(state, false)).toContain(next);
  });

  it('of a notification name unit, last day and 芯片号', () => {
    const { title, message } = wordReminder(certificate, stateOn('2026-12-19'));
    expect(title).toBe('社保证书还有 12 天到期');
    expect(message.split('\n')).toEqual([
      '重庆山城机械制造有限公司',
      '2026年12月31日到期 · 芯片号 CHIP1',
      '现在可以更新，点击本通知去办理。',
    ]);
  });
});
