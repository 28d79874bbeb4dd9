// A wrong clock: what speaks against it, what time it is then, and when the clock is believed again.
import { describe, expect, it } from 'vitest';
import { judgeClock } from '../../../../extension/clock/judge-clock.ts';
import { measureServerClock, readServerOffset } from '../../../../extension/clock/measure-server-clock.ts';
import { noteServerOffset, stampClock } from '../../../../extension/reminders/keep-book.ts';
import { makeBook, makeSeenCertificate } from '../support/seen-certificates.ts';

const now = new Date('2026-11-24T08:00:00.000Z');
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const later = (ms: number) => new Date(now.getTime() + ms);
const fromPortal = (offsetMs: number, measuredAt = now) =>
  makeBook([], { portal: { offsetMs, measuredAt: measuredAt.toISOString() } });

describe('judgeClock', () => {
  it('believes a clock against which nothing speaks', () => {
    expect(judgeClock(makeBook([makeSeenCertificate()]), now)).toEqual({ computer: now, best: now, isCertain: true });
  });

  it('takes the portal’s time where it differs, and says so', () => {
    const time = judgeClock(fromPortal(-400 * dayMs), now);
    expect(time).toMatchObject({ best: later(-400 * dayMs), isCertain: true, doubt: { kind: 'portal' } });
  });

  it.each([-14, 14])('does not mind a clock that is %i minutes off', (minutes) => {
    expect(judgeClock(fromPortal(minutes * minuteMs), now)).toEqual({ computer: now, best: now, isCertain: true });
  });

  it('believes a small difference for a day, a large one until the clock may have been put right', () => {
    const hour = fromPortal(60 * minuteMs);
    expect(judgeClock(hour, later(23 * 60 * minuteMs)).doubt?.kind).toBe('portal');
    expect(judgeClock(hour, later(25 * 60 * minuteMs)).doubt).toBeUndefined();
    const year = fromPortal(365 * dayMs);
    expect(judgeClock(year, later(30 * dayMs)).doubt?.kind).toBe('portal');
    // Put right: forward by the year, or back by it.
    expect(judgeClock(year, later(365 * dayMs)).doubt).toBeUndefined();
    expect(judgeClock(fromPortal(-365 * dayMs), later(-365 * dayMs)).doubt).toBeUndefined();
  });

  it('holds everything when it has been later already, until the portal says otherwise', () => {
    const book = stampClock(makeBook([]), later(10 * dayMs));
    const time = judgeClock(book, now);
    expect(time).toMatchObject({ isCertain: false, doubt: { kind: 'last-seen', other: later(10 * dayMs) } });
    const settled = noteServerOffset(book, 1000, now);
    expect(judgeClock(settled, now).doubt).toBeUndefined();
    expect(settled.clock.latestAt).toBe(later(1000).toISOString());
    // And for good, not only as long as that answer is fresh.
    expect(judgeClock(settled, later(3 * dayMs)).doubt).toBeUndefined();
  });

  it('does not believe a clock by which a certificate has not begun', () => {
    const certificate = makeSeenCertificate({
      notBefore: later(30 * dayMs).toISOString(),
      notAfter: later(400 * dayMs).toISOString(),
    });
    expect(judgeClock(makeBook([certificate]), now)).toMatchObject({
      isCertain: false,
      doubt: { kind: 'certificate', other: later(30 * dayMs) },
    });
    // A certificate that the CA dated ahead: the portal has said that the clock is right.
    const { portal } = fromPortal(0, later(-100 * dayMs)).clock;
    expect(judgeClock(makeBook([certificate], { portal }), now).doubt).toBeUndefined();
  });

  it('does not learn from a clock that is in doubt', () => {
    const book = makeBook([], { latestAt: later(dayMs).toISOString() });
    expect(stampClock(book, now)).toBe(book);
    const corrected = stampClock(fromPortal(-10 * dayMs), now);
    expect(corrected.clock.latestAt).toBe(later(-10 * dayMs).toISOString());
  });
});

describe('the portal’s Date header', () => {
  it.each([
    [null, 0, 0, undefined],
    ['?', 0, 0, undefined],
    [now.toUTCString(), now.getTime(), now.getTime() + 61_000, undefined],
    [now.toUTCString(), now.getTime() + 1, now.getTime(), undefined],
    [now.toUTCString(), now.getTime() - 1000, now.getTime() + 2000, 0],
    [now.toUTCString(), now.getTime() + dayMs, now.getTime() + dayMs, -dayMs + 500],
  ])('%s, %i, %i → %s', (date, sent, received, offset) => expect(readServerOffset(date, sent, received)).toBe(offset));

  it('is read off every answer, passed on once, and again when it changes', async () => {
    const offsets: number[] = [];
    let nowMs = now.getTime();
    let serverMs = nowMs;
    const fetch = measureServerClock(
      (offsetMs) => offsets.push(offsetMs),
      async () => new Response('body', { headers: { date: new Date(serverMs).toUTCString() } }),
      () => nowMs,
    );
    expect(await (await fetch('http://portal/', {})).text()).toBe('body');
    await fetch('http://portal/', {});
    expect(offsets).toEqual([500]);
    serverMs += dayMs;
    await fetch('http://portal/', {});
    expect(offsets).toEqual([500, dayMs + 500]);
    nowMs += 2 * minuteMs;
    serverMs = nowMs + dayMs;
    await fetch('http://portal/', {});
    expect(offsets).toHaveLength(3);
  });

  it('is asked of the same server’s first page where a redirect to a login hides it', async () => {
    const offsets: number[] = [];
    const asked: string[] = [];
    const fetch = measureServerClock(
      (offsetMs) => offsets.push(offsetMs),
      async (url, { method, credentials }) => {
        asked.push(`${method ?? 'GET'} ${url} ${credentials ?? ''}`);
        if (method === 'HEAD') return new Response(null, { headers: { date: new Date(now.getTime()).toUTCString() } });
        const redirect = new Response(null);
        Object.defineProperty(redirect, 'type', { value: 'opaqueredirect' });
        return redirect;
      },
      () => now.getTime(),
    );
    await fetch('http://portal/order/list.do?a=1', { method: 'GET', credentials: 'include' });
    await fetch('http://portal/order/list.do?a=1', { method: 'GET', credentials: 'include' });
    expect(offsets).toEqual([500]);
    const question = 'GET http://portal/order/list.do?a=1 include';
    expect(asked).toEqual([question, 'HEAD http://portal/ omit', question]);
  });

  it('is not missed where the browser does not show it', async () => {
    const fetch = measureServerClock(
      () => expect.fail('nothing to report'),
      async () => new Response('body'),
    );
    expect((await fetch('http://portal/', {})).ok).toBe(true);
  });
});
