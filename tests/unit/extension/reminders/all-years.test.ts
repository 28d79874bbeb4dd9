// Certificates without an end, and odd ones: none may stop the reminders of the others.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, countDays, toLocalDay } from '../../../../extension/base/local-day.ts';
import { judgeCertificate } from '../../../../extension/reminders/certificate-state.ts';
import { isSameUnit } from '../../../../extension/reminders/same-unit.ts';

const zone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'Asia/Shanghai';
});
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const now = new Date('2026-11-26T02:00:00Z');
const rules = { renewalWindow: { daysBeforeExpiry: 92, daysAfterExpiry: 365 } };
const time = { computer: now, best: now, isCertain: true };

test('the last second of year 9999 is a day here, and days around it can be counted', () => {
  const last = new Date('9999-12-31T23:59:59Z');
  expect(last.getFullYear()).toBe(10000);
  expect(toLocalDay(last)).toBe('9999-12-31');
  expect(addDays('9999-12-31', 366)).toBe('9999-12-31');
  expect(addDays('9999-12-31', -1)).toBe('9999-12-30');
  expect(countDays('9999-12-30', '9999-12-31')).toBe(1);
});

test('a certificate without an end is valid and too early to renew', () => {
  const endless = {
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '9999-12-31T23:59:59.000Z',
    keyAlgorithm: 'RSA' as const,
  };
  const state = judgeCertificate(endless, rules, time);
  expect(state.phase).toBe('valid');
  expect(state.verdict.state).toBe('too-early');
});

test.each(['unreadable', '', '+275760-09-13T00:00:01Z'])('a time that is none (%j) throws nothing', (notAfter) => {
  const odd = { notBefore: 'unreadable', notAfter, keyAlgorithm: 'RSA' as const };
  expect(() => judgeCertificate(odd, rules, time)).not.toThrow();
});

test('width and case make no other unit', () => {
  expect(isSameUnit({ unitName: '山城（集团）有限公司Ａ' }, { unitName: '山城(集团)有限公司a' })).toBe(true);
  expect(isSameUnit({ unitName: '山城(集团)有限公司' }, { unitName: '山城有限公司' })).toBe(false);
});
