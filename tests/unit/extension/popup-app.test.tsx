// @vitest-environment happy-dom
// The toolbar popup in each of its states.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mergeOrders } from '../../../extension/orders/merge-orders.ts';
import { emptyOrderBook, type OrderBook } from '../../../extension/orders/order-store.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { PopupApp } from '../../../extension/ui/popup/popup-app.tsx';
import { useMessages } from './support/read-messages.ts';
import { makeSeen } from './support/seen-orders.ts';

const { links, orderList } = chongqingProfile;
const merge = (...seen: Parameters<typeof makeSeen>[0][]) =>
  mergeOrders([], seen.map(makeSeen), { orderList, now: new Date('2026-11-24T08:00:00Z'), isOnScreen: true });

function mount(read: () => Promise<OrderBook>) {
  const root = document.body.appendChild(document.createElement('div'));
  const actions = {
    open: vi.fn(),
    poll: vi.fn(async () => undefined),
    forget: vi.fn(async () => undefined),
    install: vi.fn(),
  };
  let tell: (book: OrderBook) => void = () => undefined;
  const watchBook = (listener: (book: OrderBook) => void) => {
    tell = listener;
    return () => undefined;
  };
  const draw = async () => {
    await act(() => render(<PopupApp readBook={read} watchBook={watchBook} links={links} actions={actions} />, root));
    // The book is read once the popup stands.
    await act(async () => void (await Promise.resolve()));
  };
  const find = (testId: string) => root.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
  return { actions, draw, find, root, tell: (book: OrderBook) => act(() => tell(book)) };
}

const withBook = (change: Partial<OrderBook>) => mount(async () => ({ ...emptyOrderBook, ...change }));

describe('popup', () => {
  beforeEach(() => useMessages());
  afterEach(() => document.body.replaceChildren());

  it('says that it reads until it has read', async () => {
    const { draw, find } = mount(() => new Promise(() => undefined));
    await draw();
    expect(find('popup-loading')).not.toBeNull();
    expect(find('open-forms')).not.toBeNull();
  });

  it('explains itself while there are no orders, and leads on', async () => {
    const { draw, find, actions } = withBook({});
    await draw();
    expect(find('popup-empty')).not.toBeNull();
    find('open-orders')?.click();
    expect(actions.open).toHaveBeenCalledExactlyOnceWith(links.orderList);
  });

  it('shows each order with state, since when, reasons and next step', async () => {
    const reasons = [{ material: '签章取样表', reason: '模糊' }];
    const { draw, find } = withBook({ orders: merge({ state: '审核不通过', reasons }) });
    await draw();
    expect(find('order-state')?.textContent).toBe('审核不通过');
    expect(find('order')?.textContent).toContain('自 2026年11月24日');
    expect(find('order-reasons')?.textContent).toContain('签章取样表：模糊');
    expect(find('order-next')?.textContent).toContain('重新上传');
  });

  it('opens the operation window for a certificate that waits', async () => {
    const orders = merge({ state: '审核通过' });
    const { draw, find, actions } = withBook({ orders });
    await draw();
    expect(find('install-order')?.textContent).toBe('变更证书');
    find('install-order')?.click();
    expect(actions.install).toHaveBeenCalledExactlyOnceWith(orders[0]);
    expect(find('forget-order')).toBeNull();
  });

  it('shows a tracking number, and lets a finished order be removed', async () => {
    const { draw, find, actions } = withBook({
      orders: merge({ kind: '证书补办', state: '已邮寄', express: '邮政EMS：1' }),
    });
    await draw();
    expect(find('order-express')?.textContent).toBe('邮政EMS：1');
    expect(find('install-order')).toBeNull();
    find('forget-order')?.click();
    expect(actions.forget).toHaveBeenCalledExactlyOnceWith('BG20261124000001');
  });

  it('says 请登录 and leads to the login', async () => {
    const { draw, find, actions } = withBook({ orders: merge({}), isLoggedOut: true });
    await draw();
    expect(find('popup-logged-out')?.textContent).toContain('请登录');
    find('open-login')?.click();
    expect(actions.open).toHaveBeenCalledExactlyOnceWith(links.login);
  });

  it('says that the platform did not answer, and asks again on the clerk’s word', async () => {
    const { draw, find, actions, tell } = withBook({ orders: merge({}), failureCount: 2 });
    await draw();
    expect(find('popup-error')).not.toBeNull();
    await act(() => find('poll-now')?.click());
    expect(actions.poll).toHaveBeenCalledOnce();
    tell({ ...emptyOrderBook, orders: merge({ state: '审核通过' }), checkedAt: '2026-11-24T08:00:00Z' });
    expect(find('popup-error')).toBeNull();
    expect(find('order-state')?.textContent).toBe('审核通过');
  });

  it.each([
    ['upgrade-key', links.upgradeKey],
    ['tax-key', links.taxKey],
    ['unlock-pin', '/forms.html'],
  ])('explains %s and leads to its page', async (job, url) => {
    const { draw, find, actions } = withBook({});
    await draw();
    find(`job-${job}`)?.click();
    expect(actions.open).toHaveBeenCalledExactlyOnceWith(url);
  });
});
