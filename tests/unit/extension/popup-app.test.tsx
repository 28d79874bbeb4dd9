// @vitest-environment happy-dom
// The toolbar popup in each of its states.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mergeOrders } from '../../../extension/orders/merge-orders.ts';
import { emptyOrderBook, type OrderBook } from '../../../extension/orders/order-store.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { emptyReminderBook, type ReminderBook } from '../../../extension/reminders/reminder-book.ts';
import { makeReminderSite } from '../../../extension/reminders/reminder-site.ts';
import type { SeenCertificate } from '../../../extension/reminders/seen-certificate.ts';
import type { FrontPage } from '../../../extension/setup/page-in-front.ts';
import type { TokenLook } from '../../../extension/ui/popup/look-for-tokens.ts';
import { PopupApp } from '../../../extension/ui/popup/popup-app.tsx';
import { AppError } from '../../../shared/errors/app-error.ts';
import { useMessages } from './support/read-messages.ts';
import { hashOf, makeBook, makeListed, makeListedToken, makeSeenCertificate } from './support/seen-certificates.ts';
import { makeSeen } from './support/seen-orders.ts';

const { links, orderList } = chongqingProfile;
const site = makeReminderSite(chongqingProfile, undefined);
const now = new Date(2026, 10, 24, 9);
const never = () => new Promise<never>(() => undefined);
const merge = (...seen: Parameters<typeof makeSeen>[0][]) =>
  mergeOrders([], seen.map(makeSeen), { orderList, now: new Date('2026-11-24T08:00:00Z'), isOnScreen: true });
const endsIn = (days: number, change: Partial<SeenCertificate> = {}) =>
  makeSeenCertificate({
    hash: hashOf(`${days} ${change.unitName}`),
    unitName: `单位${days}`,
    creditCode: `code${days}`,
    notAfter: new Date(2026, 10, 24 + days, 23, 59, 59).toISOString(),
    ...change,
  });

interface Given {
  readonly orders?: () => Promise<OrderBook>;
  readonly reminders?: () => Promise<ReminderBook>;
  readonly front?: FrontPage;
}

async function open({
  orders = async () => emptyOrderBook,
  reminders = async () => emptyReminderBook,
  ...inFront
}: Given = {}) {
  const root = document.body.appendChild(document.createElement('div'));
  const acts = () => vi.fn(async (_: string) => undefined);
  const actions = {
    open: vi.fn(),
    poll: vi.fn(async () => undefined),
    forget: acts(),
    install: vi.fn(),
    renew: vi.fn(),
    snooze: acts(),
    mute: acts(),
    resume: acts(),
    forgetCertificate: acts(),
    teach: vi.fn(async () => true),
    sample: vi.fn(),
    useSite: vi.fn(async () => true),
    saveCalendar: vi.fn(async () => true),
  };
  let tellOrders: (book: OrderBook) => void = () => undefined;
  let tellReminders: (book: ReminderBook) => void = () => undefined;
  const look = vi.fn<(onLook: (look: TokenLook) => void, signal: AbortSignal) => void>();
  const orderStore = {
    read: orders,
    watch: (listener: typeof tellOrders) => {
      tellOrders = listener;
      return () => undefined;
    },
  };
  const reminderStore = {
    read: reminders,
    watch: (listener: typeof tellReminders) => {
      tellReminders = listener;
      return () => undefined;
    },
  };
  const props = { site, orders: orderStore, reminders: reminderStore, look, actions, now: () => now, ...inFront };
  await act(() => render(<PopupApp {...props} />, root));
  // The books are read once the popup stands.
  await act(async () => void (await Promise.resolve()));
  await act(async () => void (await Promise.resolve()));
  const findAll = (testId: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
  const find = (testId: string) => findAll(testId)[0] ?? null;
  return {
    actions,
    find,
    look,
    texts: (testId: string) => findAll(testId).map(({ textContent }) => textContent),
    press: (testId: string) => act(async () => find(testId)?.click()),
    type: (testId: string, value: string) =>
      act(() => {
        const field = find(testId) as HTMLInputElement;
        field.value = value;
        field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
      }),
    tellOrders: (book: OrderBook) => act(() => tellOrders(book)),
    tellReminders: (book: ReminderBook) => act(() => tellReminders(book)),
    tellTokens: (seen: TokenLook) => act(() => look.mock.calls[0]?.[0](seen)),
    close: () => act(() => render(null, root)),
  };
}

const withOrders = (change: Partial<OrderBook>) => open({ orders: async () => ({ ...emptyOrderBook, ...change }) });
const withCertificates = (...certificates: readonly SeenCertificate[]) =>
  open({ reminders: async () => makeBook(certificates) });

beforeEach(() => useMessages());
afterEach(() => document.body.replaceChildren());

describe('popup', () => {
  it('says that it reads until it has read, and asks the host only then', async () => {
    const { find, look } = await open({ reminders: never });
    expect(find('popup-loading')).not.toBeNull();
    expect(find('open-forms')).not.toBeNull();
    expect(look).not.toHaveBeenCalled();
  });

  it('shows what is remembered before the host has said anything', async () => {
    const { find, look, texts } = await withCertificates(endsIn(12));
    expect(look).toHaveBeenCalledOnce();
    expect(find('token-line')?.textContent).toBe('正在查看U盾…');
    expect(texts('expiry')).toEqual(['还有 12 天到期']);
  });

  it('offers the renewal on a page of the sites, and on no other', async () => {
    const { find, press, actions, close } = await open({
      front: { tabId: 1, origin: 'http://os.ezca.org', site: chongqingProfile, frames: [] },
    });
    expect(find('renew-here')?.parentElement?.textContent).toContain('重庆');
    await press('renew-here');
    expect(actions.renew).toHaveBeenCalledExactlyOnceWith();
    await close();
    expect((await open()).find('renew-here')).toBeNull();
  });

  it('says that nothing could be read, and still leads on', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { find } = await open({ reminders: () => Promise.reject(new Error('disk')) });
    expect(find('popup-failed')).not.toBeNull();
    expect(find('open-setup')).not.toBeNull();
  });

  it('explains itself while there is nothing, and leads on', async () => {
    const { find, press, actions } = await open();
    expect(find('certificates-empty')?.textContent).toContain('插入一次U盾');
    expect(find('save-calendar')).toBeNull();
    expect(find('popup-empty')).not.toBeNull();
    await press('open-orders');
    expect(actions.open).toHaveBeenCalledExactlyOnceWith(links.orderList);
  });

  it.each(['tokens', 'forms', 'units', 'setup', 'options', 'help'])('leads to the %s page', async (page) => {
    const { press, actions } = await open();
    await press(`open-${page}`);
    expect(actions.open).toHaveBeenCalledExactlyOnceWith(`/${page}.html`);
  });

  it.each([
    ['upgrade-key', links.upgradeKey],
    ['tax-key', links.taxKey],
    ['unlock-pin', '/forms.html'],
  ])('explains %s and leads to its page', async (job, url) => {
    const { press, actions } = await open();
    await press(`job-${job}`);
    expect(actions.open).toHaveBeenCalledExactlyOnceWith(url);
  });
});

describe('certificates in the popup', () => {
  it('stand by unit, the one that ends first in front, and what is too late at the end', async () => {
    const second = endsIn(80, { unitName: '单位12', creditCode: 'code12' });
    const { find, texts } = await withCertificates(endsIn(-400), second, endsIn(200), endsIn(12));
    expect(texts('unit').map((text) => text?.slice(0, 6))).toEqual(['单位12还有', '单位200还', '单位-400']);
    expect(find('unit')?.querySelectorAll('[data-testid="certificate"]')).toHaveLength(2);
  });

  it.each<[number, string, string, string[]]>([
    [200, 'valid', '2027年3月14日起可以更新', []],
    [60, 'valid', '现在可以更新', ['go-renew', 'snooze', 'mute']],
    [5, 'urgent', '现在可以更新', ['go-renew', 'snooze', 'mute']],
    [-3, 'expired', '以前仍可更新', ['go-renew', 'snooze', 'mute']],
    [-400, 'expired', '请办理证书补办', ['go-replace', 'mute']],
  ])('%i days before the end: %s, %s, %j', async (days, phase, next, buttons) => {
    const { find } = await withCertificates(endsIn(days));
    expect(find('validity')?.getAttribute('data-phase')).toBe(phase);
    expect(find('certificate-next')?.textContent).toContain(next);
    const all = ['go-renew', 'go-replace', 'snooze', 'mute'];
    expect(all.filter((button) => find(button))).toEqual(buttons);
  });

  it('are renewed at once, put off, or silenced', async () => {
    const certificate = endsIn(5);
    const { press, actions } = await withCertificates(certificate);
    await press('go-renew');
    expect(actions.renew).toHaveBeenCalledExactlyOnceWith(certificate.hash);
    expect(actions.open).not.toHaveBeenCalled();
    await press('snooze');
    expect(actions.snooze).toHaveBeenCalledExactlyOnceWith(certificate.hash);
    await press('mute');
    expect(actions.mute).toHaveBeenCalledExactlyOnceWith(certificate.hash);
    expect(document.activeElement?.id).toBe('certificates-heading');
  });

  it('can be spoken of again', async () => {
    const snoozedUntil = '2999-01-01';
    const certificate = endsIn(5, { memo: { isMuted: false, snoozedUntil } });
    const { find, press, actions, tellReminders } = await withCertificates(certificate);
    expect(find('snoozed')?.textContent).toContain('2999年1月1日再提醒');
    expect(find('snooze')).toBeNull();
    await press('undo-snooze');
    tellReminders(makeBook([{ ...certificate, memo: { isMuted: true } }]));
    expect(find('certificate')).toBeNull();
    expect(find('muted')?.textContent).toContain('不再提醒的证书（1）');
    await press('unmute');
    expect(actions.resume.mock.calls).toEqual([[certificate.hash], [certificate.hash]]);
    await press('forget-certificate');
    expect(actions.forgetCertificate).toHaveBeenCalledExactlyOnceWith(certificate.hash);
  });

  it('name the order that is under way, so that no second one is made', async () => {
    const certificate = endsIn(5, { unitName: '重庆山城机械制造有限公司' });
    const { find } = await open({
      orders: async () => ({ ...emptyOrderBook, orders: merge({ kind: '证书更新' }) }),
      reminders: async () => makeBook([certificate]),
    });
    expect(find('certificate-next')?.textContent).toBe('已有订单：证书更新，资料待审核。');
  });

  it('are 200: few stand in the document, the rest on the clerk’s word', async () => {
    const { find, texts, press, type } = await withCertificates(
      ...Array.from({ length: 200 }, (_, day) => endsIn(day)),
    );
    expect(texts('unit')).toHaveLength(8);
    expect(find('show-more')?.textContent).toBe('再显示 20 个（还有 192 个）');
    await press('show-more');
    expect(texts('unit')).toHaveLength(28);
    type('search', 'ｃｏｄｅ１９');
    expect(texts('unit').map((text) => text?.slice(0, 5))).toEqual([
      '单位19还',
      ...Array.from({ length: 7 }, (_, index) => `单位19${index}`),
    ]);
    type('search', '没有这个');
    expect(find('nothing-found')).not.toBeNull();
  });

  it('are sorted as the clerk wants', async () => {
    const { texts, type, tellTokens } = await withCertificates(
      endsIn(3, { unitName: '重庆' }),
      endsIn(9, { unitName: '安徽' }),
      endsIn(5, { unitName: '北京' }),
      makeSeenCertificate({ unitName: '天津', creditCode: 'x' }),
    );
    const names = () => texts('unit').map((text) => text?.slice(0, 2));
    expect(names()).toEqual(['重庆', '北京', '安徽', '天津']);
    type('sorting', 'name');
    // By sound: Ānhuī, Běijīng, Chóngqìng, Tiānjīn.
    expect(names()).toEqual(['安徽', '北京', '重庆', '天津']);
    tellTokens({ state: 'seen', tokens: [makeListedToken([makeListed()])] });
    type('sorting', 'plugged');
    expect(names()).toEqual(['天津', '重庆', '北京', '安徽']);
  });

  it('are saved as a calendar, and it is said how that went', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { find, press, actions } = await withCertificates(endsIn(5));
    await press('save-calendar');
    await vi.waitFor(() => expect(find('calendar-result')?.textContent).toContain('已保存'));
    actions.saveCalendar.mockResolvedValueOnce(false);
    await press('save-calendar');
    await vi.waitFor(() => expect(find('calendar-result')?.textContent).toContain('没有以后'));
    actions.saveCalendar.mockRejectedValueOnce(new Error('x'));
    await press('save-calendar');
    await vi.waitFor(() => expect(find('calendar-result')?.textContent).toContain('没有保存成功'));
  });
});

describe('the host’s answer in the popup', () => {
  it('marks what is plugged in, as it comes and goes', async () => {
    const { find, tellTokens } = await withCertificates(makeSeenCertificate());
    expect(find('plugged')).toBeNull();
    tellTokens({ state: 'seen', tokens: [makeListedToken([makeListed()])] });
    expect(find('token-line')?.textContent).toBe('已插入 1 个U盾');
    expect(find('plugged')?.textContent).toBe('已插入');
    expect(find('certificate-next')?.textContent).toContain('U盾已插好');
    tellTokens({ state: 'seen', tokens: [] });
    expect(find('token-line')?.textContent).toBe('没有插入U盾');
    expect(find('plugged')).toBeNull();
  });

  it('names a certificate on it that cannot be read, beside the others', async () => {
    const { texts, tellTokens } = await withCertificates(endsIn(20));
    const unreadable = {
      hash: hashOf('unreadable'),
      part: 'validity',
      unitName: '日期写错的单位',
      issuerName: 'CA',
      serialNumber: '01',
    } as const;
    tellTokens({ state: 'seen', tokens: [makeListedToken([makeListed()], { unreadableCertificates: [unreadable] })] });
    const [shown, ...others] = texts('unreadable-certificate');
    expect(shown).toContain('日期写错的单位');
    expect(shown).toContain('有效期读不出来');
    expect(others).toEqual([]);
    expect(texts('expiry')).toEqual(['还有 20 天到期']);
  });

  it('says in a line why it could not come, and leads to the setup page', async () => {
    const { find, press, texts, actions, tellTokens } = await withCertificates(endsIn(12));
    tellTokens({ state: 'failed', error: new AppError('HOST_NOT_INSTALLED') });
    expect(find('open-setup-for-error')?.getAttribute('data-error-code')).toBe('HOST_NOT_INSTALLED');
    expect(texts('expiry')).toEqual(['还有 12 天到期']);
    await press('open-setup-for-error');
    expect(actions.open).toHaveBeenCalledExactlyOnceWith('/setup.html');
  });

  it('is no longer waited for when the popup closes', async () => {
    const { look, close } = await open();
    close();
    expect(look.mock.calls[0]?.[1].aborted).toBe(true);
  });
});

describe('a wrong clock in the popup', () => {
  const latestAt = new Date(2027, 2, 1, 9).toISOString();

  it('is said with both times, and nothing is called expired', async () => {
    const { find, texts, press, actions, tellReminders } = await open({
      reminders: async () => makeBook([endsIn(-3)], { latestAt }),
    });
    expect(find('clock-banner')?.getAttribute('data-kind')).toBe('last-seen');
    expect(find('clock-banner')?.textContent).toMatch(/2026年11月24日.*2027年3月1日/);
    expect(texts('expiry')).toEqual(['请先核对电脑日期']);
    expect(find('certificate-next')?.textContent).toContain('核对以后');
    await press('check-clock');
    expect(actions.poll).toHaveBeenCalledOnce();
    tellReminders(makeBook([endsIn(-3)]));
    expect(find('clock-banner')).toBeNull();
    expect(texts('expiry')).toEqual(['已过期 3 天']);
  });

  it('does not keep days from being counted where the portal has told the time', async () => {
    const portal = { offsetMs: 2 * 86_400_000, measuredAt: now.toISOString() };
    const { find, texts } = await open({ reminders: async () => makeBook([endsIn(12)], { portal }) });
    expect(find('clock-banner')?.textContent).toContain('2026年11月26日');
    expect(texts('expiry')).toEqual(['还有 10 天到期']);
  });
});

describe('orders in the popup', () => {
  it('show state, since when, reasons and next step', async () => {
    const reasons = [{ material: '签章取样表', reason: '模糊' }];
    const { find } = await withOrders({ orders: merge({ state: '审核不通过', reasons }) });
    expect(find('order-state')?.textContent).toBe('审核不通过');
    expect(find('order')?.textContent).toContain('自 2026年11月24日');
    expect(find('order-reasons')?.textContent).toContain('签章取样表：模糊');
    expect(find('order-next')?.textContent).toContain('重新上传');
  });

  it('open the operation window for a certificate that waits', async () => {
    const orders = merge({ state: '审核通过' });
    const { find, press, actions } = await withOrders({ orders });
    expect(find('install-order')?.textContent).toBe('变更证书');
    await press('install-order');
    expect(actions.install).toHaveBeenCalledExactlyOnceWith(orders[0]);
    expect(find('forget-order')).toBeNull();
  });

  it('show a tracking number, and can be removed when they are finished', async () => {
    const { find, press, actions } = await withOrders({
      orders: merge({ kind: '证书补办', state: '已邮寄', express: '邮政EMS：1' }),
    });
    expect(find('order-express')?.textContent).toBe('邮政EMS：1');
    expect(find('install-order')).toBeNull();
    await press('forget-order');
    expect(actions.forget).toHaveBeenCalledExactlyOnceWith('BG20261124000001');
  });

  it('say 请登录 and lead to the login', async () => {
    const { find, press, actions } = await withOrders({ orders: merge({}), isLoggedOut: true });
    expect(find('popup-logged-out')?.textContent).toContain('请登录');
    await press('open-login');
    expect(actions.open).toHaveBeenCalledExactlyOnceWith(links.login);
  });

  it('say that the platform did not answer, and ask again on the clerk’s word', async () => {
    const { find, press, actions, tellOrders } = await withOrders({ orders: merge({}), failureCount: 2 });
    expect(find('popup-error')).not.toBeNull();
    await press('poll-now');
    expect(actions.poll).toHaveBeenCalledOnce();
    tellOrders({ ...emptyOrderBook, orders: merge({ state: '审核通过' }), checkedAt: '2026-11-24T08:00:00Z' });
    expect(find('popup-error')).toBeNull();
    expect(find('order-state')?.textContent).toBe('审核通过');
  });
});
