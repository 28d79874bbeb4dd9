// One badge for orders and expiry: which of them shows, and that the tooltip says all.
import { beforeEach, describe, expect, it } from 'vitest';
import { judgeClock } from '../../../extension/clock/judge-clock.ts';
import { mergeOrders } from '../../../extension/orders/merge-orders.ts';
import { emptyOrderBook } from '../../../extension/orders/order-store.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { listMenu } from '../../../extension/reminders/badge-menu.ts';
import { chooseBadge } from '../../../extension/reminders/choose-badge.ts';
import { makeReminderSite } from '../../../extension/reminders/reminder-site.ts';
import { useMessages } from './support/read-messages.ts';
import { hashOf, makeBook, makeSeenCertificate } from './support/seen-certificates.ts';
import { makeSeen } from './support/seen-orders.ts';

const now = new Date(2026, 10, 24, 9);
const { rules } = makeReminderSite(chongqingProfile, undefined);
const endsIn = (days: number, change: Parameters<typeof makeSeenCertificate>[0] = {}) =>
  makeSeenCertificate({
    hash: hashOf(String(days)),
    unitName: `单位${days}`,
    notAfter: new Date(2026, 10, 24 + days, 23, 59, 59).toISOString(),
    ...change,
  });

function badge(
  certificates: ReturnType<typeof endsIn>[],
  states: [string, string][] = [],
  isLoggedOut = false,
  latestAt: string | null = null,
) {
  const orders = mergeOrders(
    [],
    states.map(([kind, state], index) => makeSeen({ orderNumber: `A${index}`, kind, state })),
    { orderList: chongqingProfile.orderList, now, isOnScreen: true },
  );
  const book = makeBook(certificates, { latestAt });
  return chooseBadge({ ...emptyOrderBook, orders, isLoggedOut }, book, judgeClock(book, now), rules);
}

describe('chooseBadge', () => {
  beforeEach(() => useMessages());

  it.each<[string, [string, string][], boolean, string]>([
    ['nothing', [], false, ''],
    ['an order in review', [['证书变更', '资料待审核']], false, ''],
    [
      'two that wait for the clerk',
      [
        ['证书变更', '审核通过'],
        ['证书新办', '审核不通过'],
      ],
      false,
      '2',
    ],
    ['one whose U盾 will be made', [['证书新办', '审核通过']], false, ''],
    ['a review that cannot be followed', [['证书变更', '资料待审核']], true, '!'],
    ['a clerk’s turn, logged out', [['证书变更', '审核通过']], true, '1'],
  ])('%s', (_, states, isLoggedOut, text) => expect(badge([], states, isLoggedOut).text).toBe(text));

  it.each([
    [91, '', 'normal'],
    [90, '90天', 'normal'],
    [30, '30天', 'attention'],
    [7, '7天', 'attention'],
    [0, '今天', 'attention'],
    [-1, '过期', 'expired'],
    [-365, '过期', 'expired'],
    [-366, '', 'normal'],
  ])('%i days left: “%s”, %s', (days, text, icon) => expect(badge([endsIn(days)])).toMatchObject({ text, icon }));

  it('never by colour alone: each state has its own text or icon, and says it in the tooltip', () => {
    expect(badge([endsIn(90)]).title).toBe('社保证书助手\n单位90：还有 90 天到期');
    expect(badge([endsIn(-2)]).title).toContain('已过期 2 天');
    const colors = [60, 20, 5].map((days) => badge([endsIn(days)]).color);
    expect(new Set(colors).size).toBe(3);
  });

  it('is of the certificate that ends first, and never of a muted one', () => {
    expect(badge([endsIn(40), endsIn(12), endsIn(80)]).text).toBe('12天');
    expect(badge([endsIn(40), endsIn(12, { memo: { isMuted: true } })]).text).toBe('40天');
    // No longer renewable: there is nothing to hurry for.
    expect(badge([endsIn(40), endsIn(-400)]).text).toBe('40天');
  });

  it('shows the order first and still says the expiry', () => {
    const look = badge([endsIn(-3)], [['证书变更', '审核通过']], false);
    expect(look).toMatchObject({ text: '1', icon: 'expired' });
    expect(look.title).toContain('1 个订单');
    expect(look.title).toContain('单位-3：已过期 3 天');
  });

  it('says that the clock is in doubt, and no days', () => {
    const look = badge([endsIn(-3)], [], false, '2027-06-01T00:00:00.000Z');
    expect(look.text).toBe('?');
    expect(look.title).toContain('电脑日期可能不对');
    expect(look.title).not.toContain('过期');
    expect(badge([], [], false, '2027-06-01T00:00:00.000Z').text).toBe('');
  });

  it('stays as short as browsers can show', () => {
    const site = makeReminderSite(chongqingProfile, [300]);
    const book = makeBook([endsIn(250)]);
    expect(chooseBadge(emptyOrderBook, book, judgeClock(book, now), site.rules).text).toBe('99+天');
  });
});

describe('the menu of the icon', () => {
  beforeEach(() => useMessages());

  const menu = (certificates: ReturnType<typeof endsIn>[], latestAt: string | null = null) => {
    const book = makeBook(certificates, { latestAt });
    return listMenu(book, judgeClock(book, now), rules);
  };

  it('offers what can be renewed now, the first to end on top', () => {
    const muted = endsIn(20, { memo: { isMuted: true } });
    const items = menu([endsIn(400), endsIn(60), muted, endsIn(3)]);
    expect(items.map(({ title }) => title)).toEqual([
      '去更新：单位3（还有 3 天到期）',
      '去更新：单位20（还有 20 天到期）',
      '去更新：单位60（还有 60 天到期）',
    ]);
    expect(items[0]?.certificateHash).toBe(hashOf('3'));
  });

  it('offers no more than a browser shows, and nothing while there is nothing', () => {
    expect(menu(Array.from({ length: 9 }, (_, index) => endsIn(index + 1)))).toHaveLength(6);
    expect(menu([])).toEqual([]);
  });
});
