// Tells the clerk: a notification for each piece of news, and the badge as long as something is to be done.
import { browser } from 'wxt/browser';
import type { KnownOrder } from './known-order.ts';
import { changeOrderBook, type OrderBook } from './order-store.ts';
import { wordNotification } from './order-words.ts';

export const notificationPrefix = 'order-';

async function notify(order: KnownOrder): Promise<void> {
  try {
    await browser.notifications.create(`${notificationPrefix}${order.orderNumber}`, {
      type: 'basic',
      iconUrl: browser.runtime.getURL('/icon/128.png'),
      ...wordNotification(order),
    });
  } catch {
    // Notifications can be switched off by system or policy; badge and popup say the same.
  }
}

/** Shows the badge, and announces what has not been announced yet, once. Safe to call at any time, also after a restart. */
export async function announceOrders(book: OrderBook, showBadge: () => Promise<void>): Promise<void> {
  await showBadge();
  const news = book.orders.filter(({ isAnnounced }) => !isAnnounced);
  for (const order of news) await notify(order);
  if (news.length === 0) return;
  const isTold = (order: KnownOrder) =>
    news.some(({ orderNumber, stateText }) => orderNumber === order.orderNumber && stateText === order.stateText);
  await changeOrderBook((current) => ({
    ...current,
    orders: current.orders.map((order) => (isTold(order) ? { ...order, isAnnounced: true } : order)),
  }));
}
