// Certificates of banks and other CAs on the same U盾: not reminded of, and no one's successor.
import { describe, expect, it } from 'vitest';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { describeSightings } from '../../../../extension/reminders/describe-sightings.ts';
import { exportCalendar } from '../../../../extension/reminders/export-calendar.ts';
import { isOfSite, listIssuerNames } from '../../../../extension/reminders/is-of-site.ts';
import { mergeSightings } from '../../../../extension/reminders/merge-sightings.ts';
import { planReminders } from '../../../../extension/reminders/plan-reminders.ts';
import { makeReminderSite } from '../../../../extension/reminders/reminder-site.ts';
import { useMessages } from '../support/read-messages.ts';
import { hashOf, makeBook, makeListed, makeListedToken, makeSeenCertificate } from '../support/seen-certificates.ts';

const now = new Date('2026-11-24T02:00:00Z');
const time = { computer: now, best: now, isCertain: true };
const { rules } = makeReminderSite(chongqingProfile, undefined);
const notAfter = '2026-12-01T15:59:59.000Z';
const own = makeSeenCertificate({ hash: hashOf('own'), issuerName: 'Chongqing  CA', notAfter });
const bank = makeSeenCertificate({
  hash: hashOf('bank'),
  issuerName: 'CFCA ACS OCA31',
  notBefore: '2026-06-01T00:00:00.000Z',
  notAfter: '2026-12-02T15:59:59.000Z',
});

describe('isOfSite', () => {
  it.each([
    ['Chongqing  CA', true],
    ['chongqing ca', true],
    ['Ｃｈｏｎｇｑｉｎｇ CA', true],
    ['Chongqing CA G2', true],
    ['C=CN, O=East-Zhongxun CA', true],
    ['CFCA ACS OCA31', false],
    ['', false],
  ])('%s', (issuerName, expected) => expect(isOfSite({ issuerName }, chongqingProfile.issuerNames)).toBe(expected));

  it('takes every certificate where a profile names no issuer, or an earlier version noted none', () => {
    expect(isOfSite(bank, listIssuerNames([chongqingProfile, {}]))).toBe(true);
    expect(isOfSite({}, chongqingProfile.issuerNames)).toBe(true);
  });

  it('takes an issuer whose certificate an order of ours brought', () => {
    const brought = { issuerName: 'cfca acs oca31', isFromOrder: true };
    expect(isOfSite(bank, rules.issuerNames, [brought])).toBe(true);
    expect(isOfSite(bank, rules.issuerNames, [{ issuerName: 'CFCA ACS OCA31' }])).toBe(false);
  });
});

describe('a certificate of a bank beside the one of the site', () => {
  it('is not reminded of, and not in the calendar', async () => {
    await useMessages('en');
    const book = makeBook([bank, own]);
    expect(planReminders(book, time, rules).due.map(({ hash }) => hash)).toEqual([own.hash]);
    expect(await exportCalendar([bank], { rules, time, url: 'http://localhost/' })).toBeUndefined();
  });

  it('does not take its place, though it is newer and of the same unit', () => {
    const token = makeListedToken([
      makeListed({ hash: own.hash, notAfter }),
      makeListed({ ...{ hash: bank.hash, notBefore: bank.notBefore }, issuerName: 'CFCA ACS OCA31' }),
    ]);
    const hashes = mergeSightings([own], describeSightings([token]), now.toISOString()).map(({ hash }) => hash);
    expect(hashes.sort()).toEqual([bank.hash, own.hash].sort());
  });

  it('takes it when an order of ours brought it, and still does when it is seen again', () => {
    const token = makeListedToken([
      makeListed({ hash: own.hash }),
      makeListed({ hash: bank.hash, notBefore: bank.notBefore, issuerName: 'Other CA' }),
    ]);
    const first = mergeSightings([own], describeSightings([token], [bank.hash]), now.toISOString());
    const second = mergeSightings(first, describeSightings([token]), now.toISOString());
    for (const book of [first, second]) expect(book.map(({ hash }) => hash)).toEqual([bank.hash]);
    expect(second[0]?.isFromOrder).toBe(true);
  });
});
