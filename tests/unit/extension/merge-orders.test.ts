// Pure parts of following orders: merging, the schedule, the words and the badge.
import { beforeEach, describe, expect, it } from 'vitest';
import { keepOrders } from '../../../extension/orders/keep-orders.ts';
import { type KnownOrder, knownOrderSchema } from '../../../extension/orders/known-order.ts';
import { mergeOrders } from '../../../extension/orders/merge-orders.ts';
import { emptyOrderBook } from '../../../extension/orders/order-store.ts';
import { wordNextStep, wordNotification } from '../../../extension/orders/order-words.ts';
import { choosePause, scheduleNext } from '../../../extension/orders/poll-schedule.ts';
import type { SeenOrder } from '../../../extension/portal/page-messages.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { useMessages } from './support/read-messages.ts';
import { makeSeen } from './support/seen-orders.ts';

const { orderList } = chongqingProfile;
const now = new Date('2026-11-24T08:00:00Z');
const later = new Date('2026-11-25T08:00:00Z');
const merge = (known: readonly KnownOrder[], seen: SeenOrder[], isOnScreen = false, at = now) =>
  mergeOrders(known, seen, { orderList, now: at, isOnScreen });
const first = (seen: Partial<SeenOrder> = {}) => {
  const [order] = merge([], [makeSeen(seen)]);
  if (!order) throw new Error('not merged');
  return order;
};

describe('mergeOrders', () => {
  it('knows a new order in review since it was handed in, by the platform’s own clock', () => {
    expect(first()).toMatchObject({ stage: 'reviewing', kind: 'change', since: '2026-11-24T01:30:00.000Z' });
  });

  it('keeps since and announcement while nothing changes', () => {
    const before = first();
    expect(merge([before], [makeSeen()], false, later)).toEqual([before]);
  });

  it('has news when a review ended behind the clerk’s back, and none when the clerk is looking', () => {
    const rejected = makeSeen({ state: '审核不通过', reasons: [{ material: '签章取样表', reason: '模糊' }] });
    expect(merge([first()], [rejected], false, later)[0]).toMatchObject({
      stage: 'rejected',
      since: later.toISOString(),
      isAnnounced: false,
      reasons: [{ material: '签章取样表', reason: '模糊' }],
    });
    expect(merge([first()], [rejected], true, later)[0]?.isAnnounced).toBe(true);
  });

  it('announces nothing of an order that it has not known before', () => {
    expect(first({ state: '审核通过' }).isAnnounced).toBe(true);
  });

  it('leaves orders of other accounts, and rows that are none, alone', () => {
    const other = first({ orderNumber: 'GX1' });
    expect(merge([other], [makeSeen({ orderNumber: '<b>' })])).toEqual([other]);
  });

  it('puts open orders first and shows unknown states as they are', () => {
    const orders = merge(
      [],
      [makeSeen({ orderNumber: 'A1', state: '已下载' }), makeSeen({ orderNumber: 'A2', state: '人工复核中' })],
    );
    expect(orders.map(({ orderNumber, stage, stateText }) => [orderNumber, stage, stateText])).toEqual([
      ['A2', 'other', '人工复核中'],
      ['A1', 'downloaded', '已下载'],
    ]);
  });

  it('gives what the store takes', () => {
    expect(knownOrderSchema.safeParse(first()).success).toBe(true);
  });
});

describe('keepOrders', () => {
  it('lets no flood of rows push out an open order that is known', () => {
    const own = first();
    const fakes = Array.from({ length: 200 }, (_, index) => makeSeen({ orderNumber: `F${index}`, state: '审核通过' }));
    const kept = keepOrders([own], merge([own], fakes, true, later), 200);
    expect(kept).toHaveLength(200);
    expect(kept).toContainEqual(own);
  });
});

describe('choosePause', () => {
  const minutes = { usual: 15, longest: 240 };
  const book = (state: string, failureCount = 0, isLoggedOut = false) => ({
    orders: [first({ state })],
    failureCount,
    isLoggedOut,
  });
  it.each<[string, ReturnType<typeof book>, number | undefined]>([
    ['in review', book('资料待审核'), 15],
    ['after one failure', book('资料待审核', 1), 30],
    ['after three failures', book('资料待审核', 3), 120],
    ['after a thousand failures', book('资料待审核', 1000), 240],
    ['waiting for the clerk', book('审核不通过'), 240],
    ['logged out', book('资料待审核', 0, true), undefined],
    ['finished', book('已下载'), undefined],
    ['in the post', book('已邮寄'), undefined],
  ])('%s', (_, given, expected) => expect(choosePause(given, minutes)).toBe(expected));

  it('without orders asks nothing', () => {
    expect(scheduleNext(emptyOrderBook, minutes, now).nextPollAt).toBeNull();
  });

  it('counts from now', () => {
    const next = scheduleNext({ ...emptyOrderBook, ...book('资料待审核') }, minutes, now);
    expect(next.nextPollAt).toBe('2026-11-24T08:15:00.000Z');
  });
});

describe('words', () => {
  beforeEach(() => useMessages());

  it('name the next step, by kind where it differs', () => {
    expect(wordNextStep(first({ state: '审核通过' }))).toContain('插入U盾');
    expect(wordNextStep(first({ kind: '证书新办', state: '审核通过' }))).toContain('等待制作');
    expect(wordNextStep(first({ state: '资料待审核' }))).toContain('等待审核');
  });

  it('of a notification have the reason per material, and the tracking number', () => {
    const reasons = [
      { material: '签章取样表', reason: '公章不清晰' },
      { material: '法人身份证', reason: '缺反面' },
    ];
    const rejected = wordNotification(first({ state: '审核不通过', reasons }));
    expect(rejected.title).toBe('证书变更：审核不通过');
    expect(rejected.message).toContain('签章取样表：公章不清晰\n法人身份证：缺反面');
    expect(wordNotification(first({ state: '已邮寄', express: '邮政EMS：123' })).message).toContain('邮政EMS：123');
  });
});
