// When the platform is asked next. Pure: the clock is handed in.
import type { OrderList } from '../portal/order-list-schema.ts';
import { isOpen, isWaitingForSite } from './known-order.ts';
import type { OrderBook } from './order-store.ts';

const minuteMs = 60_000;

/** Pause before the next question, in minutes; undefined when there is nothing to ask, or nobody is logged in. */
export function choosePause(
  { orders, isLoggedOut, failureCount }: Pick<OrderBook, 'orders' | 'isLoggedOut' | 'failureCount'>,
  { usual, longest }: OrderList['pollMinutes'],
): number | undefined {
  if (isLoggedOut || !orders.some(isOpen)) return undefined;
  // What waits for the clerk alone changes when the clerk is at it, and then the page tells.
  const pause = orders.some(isWaitingForSite) ? usual : longest;
  return Math.min(pause * 2 ** Math.min(failureCount, 16), Math.max(longest, usual));
}

/** The book with its next time of asking, counted from `now`. */
export function scheduleNext(book: OrderBook, pollMinutes: OrderList['pollMinutes'], now: Date): OrderBook {
  const pause = choosePause(book, pollMinutes);
  return { ...book, nextPollAt: pause === undefined ? null : new Date(now.getTime() + pause * minuteMs).toISOString() };
}
