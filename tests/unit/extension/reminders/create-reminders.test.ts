// Reminders in a fake browser: what is shown when, alarms, restarts, and what a click does.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { addDays, toLocalDay } from '../../../../extension/base/local-day.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { answerNotifications } from '../../../../extension/reminders/answer-notifications.ts';
import { createReminders, nextRun, reminderAlarm } from '../../../../extension/reminders/create-reminders.ts';
import { describeSightings } from '../../../../extension/reminders/describe-sightings.ts';
import { mute } from '../../../../extension/reminders/keep-book.ts';
import { changeReminderBook, readReminderBook } from '../../../../extension/reminders/reminder-book.ts';
import { makeReminderSite } from '../../../../extension/reminders/reminder-site.ts';
import { showBadge } from '../../../../extension/reminders/show-badge.ts';
import { useMessages } from '../support/read-messages.ts';
import { hashOf, makeBook, makeListed, makeListedToken, makeSeenCertificate } from '../support/seen-certificates.ts';

const site = makeReminderSite(chongqingProfile, undefined);
const start = new Date(2026, 10, 24, 9, 30);
const hourMs = 3_600_000;
const endsIn = (days: number) => new Date(2026, 10, 24 + days, 23, 59, 59).toISOString();

interface Shown {
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly { readonly title: string }[];
}

describe('reminders in the background', () => {
  let nowMs = start.getTime();
  const notify = vi.fn(async (_id: string, _shown: Shown) => '');
  const clear = vi.fn(async (_id: string) => true);
  const setBadgeText = vi.fn(async (_details: { text: string }) => undefined);
  const listeners: Record<string, ((id: string, button: number) => void)[]> = { click: [], button: [] };

  const create = () =>
    createReminders({
      readRules: async () => site.rules,
      now: () => new Date(nowMs),
      showBadge: () => showBadge(site.rules, new Date(nowMs)),
    });
  const keep = (...certificates: ReturnType<typeof makeSeenCertificate>[]) =>
    changeReminderBook(() => makeBook(certificates));
  const see = (isShown: boolean) => ({
    sightings: describeSightings([makeListedToken([makeListed({ notAfter: endsIn(12) })])]),
    isShown,
  });

  afterEach(() => vi.unstubAllEnvs());
  beforeEach(() => {
    fakeBrowser.reset();
    useMessages();
    nowMs = start.getTime();
    vi.useFakeTimers({ now: start, toFake: ['Date'] });
    for (const spy of [notify, clear, setBadgeText]) spy.mockClear();
    for (const list of Object.values(listeners)) list.length = 0;
    Object.assign(browser, {
      notifications: {
        create: notify,
        clear,
        onClicked: { addListener: (listener: (id: string) => void) => listeners.click?.push(listener) },
        onButtonClicked: { addListener: (listener: () => void) => listeners.button?.push(listener) },
      },
      action: Object.fromEntries(
        ['setBadgeBackgroundColor', 'setTitle', 'setIcon'].map((name) => [name, vi.fn(async () => undefined)]),
      ),
    });
    Object.assign(browser.action, { setBadgeText });
  });

  it('shows what is due when the worker starts, once, also after many restarts', async () => {
    await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
    for (let worker = 0; worker < 3; worker += 1) await create().wake();
    expect(notify).toHaveBeenCalledOnce();
    const [id, shown] = notify.mock.calls[0] ?? [];
    expect(id).toBe(`reminder-${hashOf('one')}`);
    expect(shown?.title).toBe('社保证书还有 12 天到期');
    expect(shown?.buttons.map(({ title }) => title)).toEqual(['三天后提醒', '不再提醒此证书']);
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '12天' });
  });

  it('is not told twice by two runs at once', async () => {
    await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
    const reminders = create();
    await Promise.all([reminders.wake(), reminders.wake(), reminders.see(see(false))]);
    expect(notify).toHaveBeenCalledOnce();
  });

  it('waits for the morning, with the badge up to date before', async () => {
    nowMs = new Date(2026, 10, 24, 0, 5).getTime();
    await keep(makeSeenCertificate({ notAfter: endsIn(7) }));
    await create().wake();
    expect(notify).not.toHaveBeenCalled();
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '7天' });
    const alarm = await browser.alarms.get(reminderAlarm);
    expect(alarm?.scheduledTime).toBe(new Date(2026, 10, 24, 8).getTime());
    nowMs = alarm?.scheduledTime ?? 0;
    await create().wake();
    expect(notify).toHaveBeenCalledOnce();
    expect((await browser.alarms.get(reminderAlarm))?.scheduledTime).toBe(new Date(2026, 10, 25).getTime());
  });

  it('makes its alarm anew at each start', async () => {
    await create().wake();
    await browser.alarms.clearAll();
    await create().wake();
    expect((await browser.alarms.get(reminderAlarm))?.scheduledTime).toBe(nextRun(start).getTime());
  });

  it('tells of a token that is seen, unless the page shows it anyway', async () => {
    await create().see(see(false));
    expect(notify).toHaveBeenCalledOnce();
    await keep();
    await create().see(see(true));
    expect(notify).toHaveBeenCalledOnce();
    // It counts as told: nothing comes later that day.
    await create().wake();
    expect(notify).toHaveBeenCalledOnce();
  });

  it('makes one notification of many', async () => {
    await keep(
      ...[1, 2, 3, 4, 5, 6].map((day) =>
        makeSeenCertificate({ hash: hashOf(`${day}`), unitName: `单位${day}`, notAfter: endsIn(day) }),
      ),
    );
    await create().wake();
    expect(notify).toHaveBeenCalledOnce();
    expect(notify.mock.calls[0]?.[1]).toMatchObject({
      title: '6 个社保证书需要处理',
      message:
        '单位1：明天到期\n单位2：还有 2 天到期\n单位3：还有 3 天到期\n单位4：还有 4 天到期\n另有 2 个，点击查看全部。',
    });
  });

  it('goes on where notifications are forbidden', async () => {
    notify.mockRejectedValueOnce(new Error('blocked'));
    await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
    await create().wake();
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '12天' });
  });

  it('holds everything while the clock is in doubt, and tells once it is settled', async () => {
    await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
    await changeReminderBook((book) => ({ ...book, clock: { latestAt: '2027-03-01T00:00:00.000Z', portal: null } }));
    const reminders = create();
    await reminders.wake();
    expect(notify).not.toHaveBeenCalled();
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '?' });
    await reminders.hearServerClock(800);
    expect(notify).toHaveBeenCalledOnce();
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '12天' });
  });

  it('goes by the portal’s time where the computer’s is a month behind', async () => {
    await keep(makeSeenCertificate({ notAfter: endsIn(42) }));
    await create().hearServerClock(30 * 24 * hourMs);
    expect(notify.mock.calls[0]?.[1].title).toBe('社保证书还有 12 天到期');
  });

  it('takes the notification away when the certificate was renewed', async () => {
    await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
    await create().wake();
    const renewed = makeListed({ hash: hashOf('new'), notBefore: start.toISOString(), notAfter: endsIn(365) });
    await create().see({ sightings: describeSightings([makeListedToken([renewed])]), isShown: true });
    expect(clear).toHaveBeenCalledExactlyOnceWith(`reminder-${hashOf('one')}`);
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '' });
  });

  describe('a notification', () => {
    const renew = vi.fn(async (_siteId: string, _hash: string) => undefined);
    const openTab = vi.fn(async (_options: { url: string }) => ({}));
    beforeEach(async () => {
      openTab.mockClear();
      renew.mockClear();
      Object.assign(browser.tabs, { create: openTab });
      answerNotifications(create(), async () => site, renew);
    });
    const click = (id: string) => listeners.click?.[0]?.(id, -1);
    const press = (id: string, button: number) => listeners.button?.[0]?.(id, button);
    const readMemo = async () => (await readReminderBook()).certificates[0]?.memo;

    it('opens the operation window with its certificate when it is clicked', async () => {
      await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
      click(`reminder-${hashOf('one')}`);
      await vi.waitFor(() => expect(renew).toHaveBeenCalledExactlyOnceWith(chongqingProfile.id, hashOf('one')));
      expect(openTab).not.toHaveBeenCalled();
    });

    it('leads to our list when there is nothing to renew yet, and for many', async () => {
      await keep(makeSeenCertificate({ notAfter: endsIn(200) }));
      click(`reminder-${hashOf('one')}`);
      click('reminder-many');
      const url = browser.runtime.getURL('/popup.html');
      await vi.waitFor(() => expect(openTab.mock.calls).toEqual([[{ url }], [{ url }]]));
    });

    it('leads to our list where it has no buttons to answer with, as in Firefox', async () => {
      vi.stubEnv('BROWSER', 'firefox');
      await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
      await create().wake();
      expect(notify.mock.calls[0]?.[1]).not.toHaveProperty('buttons');
      click(`reminder-${hashOf('one')}`);
      const url = browser.runtime.getURL('/popup.html');
      await vi.waitFor(() => expect(openTab).toHaveBeenCalledExactlyOnceWith({ url }));
    });

    it('puts it off for three days, or for good', async () => {
      await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
      press(`reminder-${hashOf('one')}`, 0);
      const until = addDays(toLocalDay(start), 3);
      await vi.waitFor(async () => expect(await readMemo()).toMatchObject({ snoozedUntil: until, isMuted: false }));
      press(`reminder-${hashOf('one')}`, 1);
      await vi.waitFor(async () => expect(await readMemo()).toMatchObject({ isMuted: true }));
    });

    it('puts off all that it spoke of, and nothing else', async () => {
      const toldOn = toLocalDay(start);
      await keep(
        makeSeenCertificate({ hash: hashOf('a'), memo: { toldOn, announced: 30, isMuted: false } }),
        makeSeenCertificate({ hash: hashOf('b') }),
      );
      press('reminder-many', 0);
      await vi.waitFor(async () => {
        const { certificates } = await readReminderBook();
        expect(certificates.map(({ memo }) => memo.snoozedUntil)).toEqual([addDays(toldOn, 3), undefined]);
      });
    });

    it('of orders is none of ours', async () => {
      await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
      click('order-BG1');
      press('order-BG1', 1);
      expect(clear).not.toHaveBeenCalled();
      expect(openTab).not.toHaveBeenCalled();
      expect(await readMemo()).toEqual({ isMuted: false });
    });
  });

  it('says nothing of a muted one, and nothing at night of anybody', async () => {
    await keep(makeSeenCertificate({ notAfter: endsIn(12) }));
    const reminders = create();
    nowMs = new Date(2026, 10, 24, 2).getTime();
    await reminders.change((book) => mute(book, hashOf('one')));
    nowMs = start.getTime();
    await reminders.wake();
    expect(notify).not.toHaveBeenCalled();
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '' });
  });
});
