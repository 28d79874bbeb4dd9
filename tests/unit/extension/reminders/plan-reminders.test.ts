// The rule, over made-up years: what is announced, how often, and when it is silent. The clock is handed in.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays, atHour, countDays, toLocalDay } from '../../../../extension/base/local-day.ts';
import { judgeClock } from '../../../../extension/clock/judge-clock.ts';
import type { ReminderRules } from '../../../../extension/reminders/certificate-state.ts';
import {
  mute,
  noteServerOffset,
  noteSightings,
  resumeReminders,
  snooze,
  stampClock,
} from '../../../../extension/reminders/keep-book.ts';
import { planReminders, snoozeDays } from '../../../../extension/reminders/plan-reminders.ts';
import type { ReminderBook } from '../../../../extension/reminders/reminder-book.ts';
import { hashOf, makeBook, makeSeenCertificate } from '../support/seen-certificates.ts';

const rules: ReminderRules = {
  reminderDays: [90, 60, 30, 15, 7, 1],
  renewalWindow: { daysBeforeExpiry: 90, daysAfterExpiry: 30 },
};
const lastDay = '2026-12-31';
const certificate = makeSeenCertificate({
  notBefore: atHour('2026-01-01', 9).toISOString(),
  notAfter: new Date(atHour('2027-01-01', 0).getTime() - 1000).toISOString(),
});
const hash = certificate.hash;

interface Telling {
  readonly daysLeft: number;
  readonly day: string;
  readonly announced: number | undefined;
}

/** The browser runs at these moments; what is told, in order. `act` stands for the clerk's answer between two runs. */
function live(
  moments: readonly Date[],
  { start = makeBook([certificate]), act = (book: ReminderBook, _now: Date) => book, by = rules } = {},
): Telling[] {
  let book: ReminderBook = start;
  const tellings: Telling[] = [];
  for (const now of moments) {
    const plan = planReminders(act(book, now), judgeClock(book, now), by);
    book = plan.book;
    const today = toLocalDay(now);
    for (const { memo } of plan.due)
      tellings.push({ daysLeft: countDays(today, lastDay), day: today, announced: memo.announced });
  }
  return tellings;
}

const days = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => atHour(addDays(lastDay, index - from), 9));
const leftWhenTold = (tellings: readonly Telling[]) => tellings.map(({ daysLeft }) => daysLeft);

describe('a lost U盾', () => {
  const old = { ...certificate, lastSeenAt: atHour('2026-09-01', 9).toISOString() };
  const replacement = makeSeenCertificate({
    hash: hashOf('replacement'),
    tokenId: '2'.repeat(32),
    chipNumber: 'CHIP2',
    notBefore: atHour('2026-09-20', 9).toISOString(),
    notAfter: atHour('2027-09-20', 9).toISOString(),
    lastSeenAt: atHour('2026-09-20', 10).toISOString(),
  });
  const told = (...certificates: (typeof old)[]) => live(days(60, 0), { start: makeBook(certificates) }).length;

  it('is not spoken of any more once its unit has a newer certificate on another', () => {
    expect(told(old)).toBeGreaterThan(0);
    expect(told(old, replacement)).toBe(0);
  });

  it('is spoken of while it is in use beside the other, or the other is another unit’s', () => {
    expect(told({ ...old, lastSeenAt: atHour('2026-10-01', 9).toISOString() }, replacement)).toBeGreaterThan(0);
    const foreign = { ...replacement, unitName: '重庆两江物流有限公司', creditCode: '91500000MA5U4K2X4T' };
    expect(told(old, foreign)).toBeGreaterThan(0);
    expect(told(old, { ...replacement, notBefore: atHour('2025-09-20', 9).toISOString() })).toBeGreaterThan(0);
  });
});

describe('reminders of a browser that runs daily', () => {
  it('come on each reminder day once, from the smallest on daily, and end with the renewal window', () => {
    const told = leftWhenTold(live(days(200, -60)));
    expect(told.slice(0, 6)).toEqual([90, 60, 30, 15, 7, 1]);
    expect(told.slice(6)).toEqual(Array.from({ length: 31 }, (_, index) => 0 - index));
  });

  it('come once for a day that was missed, at the next chance', () => {
    expect(leftWhenTold(live([...days(200, 70), ...days(12, 9)]))).toEqual([90, 12]);
  });

  it('come at once for a certificate seen for the first time near its end', () => {
    expect(leftWhenTold(live(days(20, 10)))).toEqual([20, 15]);
  });

  it('follow the days that are set, whatever their order', () => {
    const by = { ...rules, reminderDays: [3, 45] };
    expect(leftWhenTold(live(days(50, 0), { by }))).toEqual([45, 3, 2, 1, 0]);
  });

  it('stop for a muted one, and go on when that is taken back', () => {
    const act = (book: ReminderBook, now: Date) => {
      const today = toLocalDay(now);
      if (today === addDays(lastDay, -80)) return mute(book, hash);
      return today === addDays(lastDay, -20) ? resumeReminders(book, hash) : book;
    };
    expect(leftWhenTold(live(days(100, 10), { act }))).toEqual([90, 20, 15]);
  });

  it('come three days after 三天后提醒, and then go by the days again', () => {
    const act = (book: ReminderBook, now: Date) =>
      toLocalDay(now) === addDays(lastDay, -60)
        ? snooze(planReminders(book, judgeClock(book, now), rules).book, [hash], now)
        : book;
    expect(leftWhenTold(live(days(100, 20), { act }))).toEqual([90, 57, 30]);
  });

  it('vanish with the certificate that was renewed', () => {
    const renewed = {
      ...certificate,
      hash: hashOf('two'),
      notBefore: '2026-12-01T00:00:00.000Z',
      notAfter: '2028-01-01T00:00:00.000Z',
    };
    const { lastSeenAt: _, memo: __, tokenId, chipNumber, tokenLabel, driverName, ...facts } = renewed;
    const sighting = { tokenId, chipNumber, tokenLabel, driverName, certificates: [facts] };
    const act = (book: ReminderBook, now: Date) =>
      toLocalDay(now) === addDays(lastDay, -5) ? noteSightings(book, [sighting], now) : book;
    expect(leftWhenTold(live(days(100, -20), { act }))).toEqual([90, 60, 30, 15, 7]);
  });
});

describe('around midnight, expiry and time zones', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    process.env.TZ = zone;
    if (zone === undefined) delete process.env.TZ;
  });

  it('is not expired until 23:59:59, and the day counts', () => {
    const second = (date: Date, ms: number) => new Date(date.getTime() + ms);
    const end = new Date(certificate.notAfter);
    expect(live([second(end, -1000)])).toMatchObject([{ daysLeft: 0 }]);
    // The next day begins a second later, and with it the first reminder after the end.
    expect(live([second(end, -1000), second(end, 500), second(end, 1000)])).toHaveLength(2);
  });

  it.each(['Asia/Shanghai', 'America/Santiago', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'tells once a day in %s, through every change of clocks',
    (name) => {
      process.env.TZ = name;
      const daily = { ...rules, reminderDays: [366] };
      const hours = Array.from({ length: 366 * 24 }, (_, hour) => new Date(Date.UTC(2026, 0, 2, hour)));
      const told = live(hours, { by: daily }).map(({ day }) => day);
      expect(new Set(told).size).toBe(told.length);
      expect(told).toHaveLength(new Set(hours.map(toLocalDay)).size);
    },
  );

  it('does not tell again when the clerk flies west into the day before', () => {
    process.env.TZ = 'Asia/Shanghai';
    const now = new Date('2026-12-31T01:00:00Z');
    const first = planReminders(makeBook([certificate]), judgeClock(makeBook([]), now), rules);
    expect(first.due).toHaveLength(1);
    process.env.TZ = 'America/Los_Angeles';
    const later = new Date('2026-12-31T02:00:00Z');
    expect(toLocalDay(later)).toBe('2026-12-30');
    expect(planReminders(first.book, judgeClock(first.book, later), rules).due).toEqual([]);
  });
});

describe('what always holds', () => {
  /** Moments in order, between 200 days before the end and 90 after it, often several on a day. */
  const momentsArbitrary = fc
    .array(fc.record({ day: fc.integer({ min: -200, max: 90 }), second: fc.integer({ min: 0, max: 86_399 }) }), {
      minLength: 1,
      maxLength: 120,
    })
    .map((list) =>
      list
        .map(({ day, second }) => new Date(atHour(addDays(lastDay, day), 0).getTime() + second * 1000))
        .sort((one, other) => one.getTime() - other.getTime()),
    );
  const daysArbitrary = fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 8 });
  const answersArbitrary = fc.array(fc.constantFrom('none', 'none', 'snooze', 'mute', 'resume'), { maxLength: 120 });

  it('never twice on one day, never after the window, never before the first day, whatever the clerk answers', () => {
    fc.assert(
      fc.property(momentsArbitrary, daysArbitrary, answersArbitrary, (moments, reminderDays, answers) => {
        let index = 0;
        const act = (book: ReminderBook, now: Date) => {
          const answer = answers[index++];
          if (answer === 'snooze') return snooze(book, [hash], now);
          if (answer === 'mute') return mute(book, hash);
          return answer === 'resume' ? resumeReminders(book, hash) : book;
        };
        const told = live(moments, { act, by: { ...rules, reminderDays } });
        expect(new Set(told.map(({ day }) => day)).size).toBe(told.length);
        for (const { daysLeft } of told) {
          expect(daysLeft).toBeGreaterThanOrEqual(-rules.renewalWindow.daysAfterExpiry);
          expect(daysLeft).toBeLessThanOrEqual(Math.max(...reminderDays));
        }
      }),
    );
  });

  it('each of the days is announced at most once, ever smaller ones, and the last one that was crossed is never left out', () => {
    fc.assert(
      fc.property(momentsArbitrary, daysArbitrary, (moments, reminderDays) => {
        const told = live(moments, { by: { ...rules, reminderDays } });
        const smallest = Math.min(...reminderDays);
        const announced = told.map((one) => one.announced ?? Number.NaN);
        const once = announced.filter((day) => day !== smallest);
        expect(new Set(once).size).toBe(once.length);
        expect(announced).toEqual(announced.toSorted((one, other) => other - one));
        const last = moments.at(-1) ?? new Date();
        const left = countDays(toLocalDay(last), lastDay);
        const crossed = reminderDays.filter((day) => left <= day);
        if (crossed.length > 0 && left >= -rules.renewalWindow.daysAfterExpiry)
          expect(announced.at(-1)).toBe(Math.min(...crossed));
      }),
    );
  });

  it('a browser that runs daily announces every day of the list exactly on it', () => {
    fc.assert(
      fc.property(daysArbitrary, fc.integer({ min: 0, max: 23 }), (reminderDays, hour) => {
        const daily = days(130, 0).map((date) => atHour(toLocalDay(date), hour));
        const told = leftWhenTold(live(daily, { by: { ...rules, reminderDays } }));
        for (const day of reminderDays) expect(told.filter((left) => left === day)).toHaveLength(1);
      }),
    );
  });

  it('三天后提醒 is kept: silent until then, and told then', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25, max: 90 }), (left) => {
        const day = addDays(lastDay, -left);
        const asked = snooze(makeBook([certificate]), [hash], atHour(day, 10));
        const told = live(Array.from({ length: 6 }, (_, index) => atHour(addDays(day, index), 9)).slice(1), {
          start: asked,
        });
        expect(told[0]?.day).toBe(addDays(day, snoozeDays));
      }),
    );
  });
});

describe('a forged Date header', () => {
  const dayMs = 86_400_000;
  const forgeries = [-730, -365, -30, -1, 1, 30, 365, 3650];
  const everyDay = days(60, -10);
  const honest = live(everyDay).map(({ day }) => day);
  const forge = (book: ReminderBook, now: Date, offsetDays: number) => noteServerOffset(book, offsetDays * dayMs, now);

  it.each(forgeries)('of %i days, every day, silences no reminder', (offsetDays) => {
    let book = makeBook([certificate]);
    const told: string[] = [];
    for (const now of everyDay) {
      book = stampClock(forge(book, now, offsetDays), now);
      const plan = planReminders(book, judgeClock(book, now), rules);
      book = plan.book;
      if (plan.due.length > 0) told.push(toLocalDay(now));
    }
    expect(told).toEqual(expect.arrayContaining(honest));
  });

  it.each(forgeries)('of %i days, once, silences no later reminder', (offsetDays) => {
    const [first = new Date(), ...rest] = everyDay;
    let book = stampClock(forge(makeBook([certificate]), first, offsetDays), first);
    book = planReminders(book, judgeClock(book, first), rules).book;
    const told: string[] = [];
    for (const now of rest) {
      book = stampClock(book, now);
      const plan = planReminders(book, judgeClock(book, now), rules);
      book = plan.book;
      if (plan.due.length > 0) told.push(toLocalDay(now));
    }
    expect(told).toEqual(expect.arrayContaining(honest.filter((day) => day !== toLocalDay(first))));
  });
});
