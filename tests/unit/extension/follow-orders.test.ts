// The order follower over a fake browser: what is asked when, what is told, and what survives a restart.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { alarmName, createOrderFollower } from '../../../extension/orders/follow-orders.ts';
import { readOrderBook } from '../../../extension/orders/order-store.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { showBadge as showToolbarBadge } from '../../../extension/reminders/show-badge.ts';
import { useMessages } from './support/read-messages.ts';
import { makeSeen, toRow } from './support/seen-orders.ts';

const { orderList } = chongqingProfile;
const start = Date.parse('2026-11-24T08:00:00Z');
const minuteMs = 60_000;

const rules = { reminderDays: [30], renewalWindow: { daysBeforeExpiry: 90, daysAfterExpiry: 365 } };

function openDesk() {
  let nowMs = start;
  const asked: { url: string; init: RequestInit }[] = [];
  let answer: () => unknown = () => ({ code: '0', msg: '', data: [] });
  const showBadge = () => showToolbarBadge(rules, new Date(nowMs));
  const fetch = async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return new Response(JSON.stringify(answer()));
  };
  const create = () =>
    createOrderFollower({
      readOrderList: async () => orderList,
      readUnitNames: async () => ['重庆山城机械制造有限公司'],
      now: () => new Date(nowMs),
      showBadge,
      fetch,
    });
  return {
    asked,
    create,
    follower: create(),
    pass: (minutes: number) => {
      nowMs += minutes * minuteMs;
    },
    answerWith: (next: () => unknown) => {
      answer = next;
    },
    readAlarm: async () => (await browser.alarms.get(alarmName))?.scheduledTime,
  };
}

describe('order follower', () => {
  const notify = vi.fn(async (_id: string, _options: { title: string; message: string }) => '');
  const setBadgeText = vi.fn(async (_details: { text: string }) => undefined);
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);

  beforeEach(() => {
    fakeBrowser.reset();
    useMessages();
    notify.mockReset().mockResolvedValue('');
    setBadgeText.mockClear();
    warn.mockClear();
    Object.assign(browser.notifications, { create: notify });
    const nothing = vi.fn(async () => undefined);
    Object.assign(browser, {
      action: { setBadgeText, setBadgeBackgroundColor: nothing, setTitle: nothing, setIcon: nothing },
    });
  });

  it('asks with the site’s cookies when an open order was seen, and not before', async () => {
    const { follower, asked, readAlarm } = openDesk();
    await follower.wake();
    expect(await readAlarm()).toBeUndefined();
    await follower.learn([makeSeen()]);
    expect(await readAlarm()).toBe(start + 15 * minuteMs);
    expect(asked).toEqual([]);
    await follower.poll();
    expect(asked[0]).toMatchObject({
      url: 'http://os.ezca.org:8001/easyca/netpay/order/list.do',
      init: { credentials: 'include', method: 'GET' },
    });
  });

  it('tells once that a review ended, with the reasons, and shows the badge', async () => {
    const { follower, answerWith, pass } = openDesk();
    await follower.learn([makeSeen()]);
    const rejected = makeSeen({ state: '审核不通过', reasons: [{ material: '签章取样表', reason: '模糊' }] });
    answerWith(() => ({ code: '0', data: [toRow(rejected)] }));
    pass(15);
    await follower.poll();
    await follower.poll();
    expect(notify).toHaveBeenCalledOnce();
    expect(notify.mock.calls[0]?.[1].message).toContain('签章取样表：模糊');
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '1' });
  });

  it('tells after a restart what it could not tell before', async () => {
    const desk = openDesk();
    await desk.follower.learn([makeSeen()]);
    notify.mockImplementationOnce(() => new Promise(() => undefined));
    desk.answerWith(() => ({ code: '0', data: [toRow(makeSeen({ state: '审核通过' }))] }));
    void desk.follower.poll();
    await vi.waitFor(() => expect(notify).toHaveBeenCalledOnce());
    // The worker died while it was at it.
    await desk.create().wake();
    expect(notify).toHaveBeenCalledTimes(2);
    expect((await readOrderBook()).orders[0]?.isAnnounced).toBe(true);
  });

  it('goes on where notifications are forbidden', async () => {
    const { follower, answerWith } = openDesk();
    await follower.learn([makeSeen()]);
    notify.mockRejectedValue(new Error('blocked'));
    answerWith(() => ({ code: '0', data: [toRow(makeSeen({ state: '审核通过' }))] }));
    await follower.poll();
    expect(setBadgeText).toHaveBeenLastCalledWith({ text: '1' });
  });

  it('does not ask while logged out, until the clerk is seen on the site or asks', async () => {
    const { follower, answerWith, asked, readAlarm } = openDesk();
    await follower.learn([makeSeen()]);
    answerWith(() => ({ code: '9001', msg: '请登录' }));
    await follower.poll();
    expect(await readOrderBook()).toMatchObject({ isLoggedOut: true, nextPollAt: null });
    expect(await readAlarm()).toBeUndefined();
    await follower.poll();
    expect(asked).toHaveLength(1);
    await follower.poll(true);
    expect(asked).toHaveLength(2);
    await follower.seeClerk();
    expect(await readOrderBook()).toMatchObject({ isLoggedOut: false });
    expect(await readAlarm()).toBe(start + 15 * minuteMs);
  });

  it.each<[string, () => unknown]>([
    ['an unknown code', () => ({ code: '5000', msg: '系统繁忙' })],
    ['another shape', () => ({ code: '0', data: ['x'] })],
    [
      'no answer',
      () => {
        throw new TypeError('network');
      },
    ],
  ])('waits longer and longer after %s, and keeps what it knows', async (_, broken) => {
    const { follower, answerWith, readAlarm } = openDesk();
    await follower.learn([makeSeen()]);
    answerWith(broken);
    await follower.poll();
    expect(await readAlarm()).toBe(start + 30 * minuteMs);
    await follower.poll();
    expect(await readAlarm()).toBe(start + 60 * minuteMs);
    expect((await readOrderBook()).orders).toHaveLength(1);
    answerWith(() => ({ code: '0', data: [] }));
    await follower.poll();
    expect(await readAlarm()).toBe(start + 15 * minuteMs);
  });

  it('makes its alarm anew at each start, also when its time has passed', async () => {
    const desk = openDesk();
    await desk.follower.learn([makeSeen()]);
    await browser.alarms.clearAll();
    desk.pass(600);
    await desk.create().wake();
    expect(await desk.readAlarm()).toBe(start + 600 * minuteMs + 30_000);
  });

  it('starts with an empty book when what is stored is none', async () => {
    await browser.storage.local.set({ orders: { version: 0, orders: 'x' } });
    expect((await readOrderBook()).orders).toEqual([]);
  });

  it('forgets an order on the clerk’s word', async () => {
    const { follower } = openDesk();
    await follower.learn([makeSeen(), makeSeen({ orderNumber: 'GX2' })]);
    await follower.forget('GX2');
    expect((await readOrderBook()).orders.map(({ orderNumber }) => orderNumber)).toEqual(['BG20261124000001']);
  });

  it('a page of forged rows cannot keep an order of the clerk’s unit out, nor push one out', async () => {
    const { follower } = openDesk();
    const forge = (from: number) =>
      Array.from({ length: 200 }, (_, index) =>
        makeSeen({ orderNumber: `X${from + index}`, unitName: '别家有限公司' }),
      );
    // Before the clerk's first order is seen, and after.
    await follower.learn(forge(0));
    await follower.learn([makeSeen({ unitName: '重庆山城机械制造有限公司' })]);
    await follower.learn(forge(200));
    const { orders } = await readOrderBook();
    expect(orders).toHaveLength(200);
    expect(orders.map(({ orderNumber }) => orderNumber)).toContain('BG20261124000001');
  });
});
