// Follows known orders in the background: learns from pages, asks the platform by alarm, tells the clerk.
import { browser } from 'wxt/browser';
import type { Fetch } from '../ca/fetch-answer.ts';
import type { OrderList } from '../portal/order-list-schema.ts';
import type { SeenOrder } from '../portal/page-messages.ts';
import { announceOrders } from './announce-orders.ts';
import { fetchOrders } from './fetch-orders.ts';
import { mergeOrders } from './merge-orders.ts';
import { changeOrderBook, type OrderBook, readOrderBook } from './order-store.ts';
import { scheduleNext } from './poll-schedule.ts';

export const alarmName = 'poll-orders';
/** Browsers fire no alarm earlier than half a minute from now. */
const soonestMs = 30_000;

export interface FollowParts {
  readonly readOrderList: () => Promise<OrderList>;
  readonly now: () => Date;
  /** Names of the units that the clerk works for, as far as they are known. */
  readonly readUnitNames: () => Promise<readonly string[]>;
  /** Draws the badge anew, which speaks of more than orders. */
  readonly showBadge: () => Promise<void>;
  /** Also tells of the platform's clock (serve-reminders.ts). */
  readonly fetch: Fetch;
}

/** Makes the alarm fit the book. Alarms can be lost at a restart: called at each start of the worker, too. */
async function setAlarm({ nextPollAt }: OrderBook, now: Date): Promise<void> {
  await browser.alarms.clear(alarmName);
  if (nextPollAt === null) return;
  browser.alarms.create(alarmName, { when: Math.max(Date.parse(nextPollAt), now.getTime() + soonestMs) });
}

export interface OrderFollower {
  /** At each start of the worker. */
  readonly wake: () => Promise<void>;
  /** The clerk looks at these orders on the page. */
  readonly learn: (seen: readonly SeenOrder[]) => Promise<void>;
  /** The clerk is logged in again: questions make sense again. */
  readonly seeClerk: () => Promise<void>;
  /** Asks the platform now. `isAsked`: the clerk wants it, also when nobody seemed to be logged in. */
  readonly poll: (isAsked?: boolean) => Promise<void>;
  readonly forget: (orderNumber: string) => Promise<void>;
}

/** The follower of one site's orders. */
export function createOrderFollower({
  readOrderList,
  readUnitNames,
  now,
  showBadge,
  fetch,
}: FollowParts): OrderFollower {
  let polling: Promise<void> | undefined;

  async function change(step: (book: OrderBook, orderList: OrderList) => OrderBook): Promise<void> {
    const orderList = await readOrderList();
    // Without them orders rank by what was known before.
    const unitNames = await readUnitNames().catch(() => []);
    const book = await changeOrderBook(
      (current) => scheduleNext(step(current, orderList), orderList.pollMinutes, now()),
      unitNames,
    );
    await setAlarm(book, now());
    await announceOrders(book, showBadge);
  }

  async function ask(isAsked: boolean): Promise<void> {
    if (!isAsked && (await readOrderBook()).isLoggedOut) return;
    try {
      const seen = await fetchOrders(await readOrderList(), fetch);
      await change((book, orderList) =>
        seen === 'logged-out'
          ? { ...book, isLoggedOut: true, failureCount: 0 }
          : {
              ...book,
              orders: mergeOrders(book.orders, seen, { orderList, now: now(), isOnScreen: false }),
              isLoggedOut: false,
              failureCount: 0,
              checkedAt: now().toISOString(),
            },
      );
    } catch (error) {
      console.warn('orders could not be asked for', error instanceof Error ? error.message : error);
      await change((book) => ({ ...book, failureCount: book.failureCount + 1 }));
    }
  }

  return {
    wake: async () => {
      const book = await readOrderBook();
      await setAlarm(book, now());
      await announceOrders(book, showBadge);
    },
    learn: (seen) =>
      change((book, orderList) => ({
        ...book,
        orders: mergeOrders(book.orders, seen, { orderList, now: now(), isOnScreen: true }),
        isLoggedOut: false,
        failureCount: 0,
        checkedAt: now().toISOString(),
      })),
    seeClerk: async () => {
      if (!(await readOrderBook()).isLoggedOut) return;
      await change((book) => ({ ...book, isLoggedOut: false, failureCount: 0 }));
    },
    poll: (isAsked = false) => {
      polling ??= ask(isAsked).finally(() => {
        polling = undefined;
      });
      return polling;
    },
    forget: (orderNumber) =>
      change((book) => ({ ...book, orders: book.orders.filter((order) => order.orderNumber !== orderNumber) })),
  };
}
