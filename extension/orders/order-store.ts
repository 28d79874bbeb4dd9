// Known orders on this computer, out of reach of pages: they survive the worker, the browser and an update.
import * as z from 'zod/mini';
import { definePrivateItem } from '../base/private-item.ts';
import { keepOrders } from './keep-orders.ts';
import { knownOrderSchema } from './known-order.ts';

const version = 1;
/** More than any clerk has. */
const maxOrders = 200;

const orderBookSchema = z.strictObject({
  version: z.literal(version),
  orders: z.array(knownOrderSchema).check(z.maxLength(maxOrders)),
  /** The site said that nobody is logged in: it is not asked again until the clerk is seen there. */
  isLoggedOut: z.boolean(),
  /** Failed questions in a row. */
  failureCount: z.int().check(z.nonnegative()),
  /** ISO dates; null when there is none. */
  checkedAt: z.nullable(z.string()),
  nextPollAt: z.nullable(z.string()),
});

export type OrderBook = z.infer<typeof orderBookSchema>;

/** What an earlier version has left is older than what is kept: the site tells the rest. */
const bookItem = definePrivateItem('orders', (kept) => kept);
export const emptyOrderBook: OrderBook = {
  version,
  orders: [],
  isLoggedOut: false,
  failureCount: 0,
  checkedAt: null,
  nextPollAt: null,
};

/** What is stored; an empty book when there is none or it is none of this version: the site is the source, and is asked again. */
export async function readOrderBook(): Promise<OrderBook> {
  const result = orderBookSchema.safeParse(await bookItem.read());
  return result.success ? result.data : emptyOrderBook;
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Changes the book, one change after the other.
 * @param unitNames of the clerk's own units, whose orders no others push out
 * @returns the book as it was stored
 */
export function changeOrderBook(
  change: (book: OrderBook) => OrderBook,
  unitNames: readonly string[] = [],
): Promise<OrderBook> {
  const result = queue.then(async () => {
    const before = await readOrderBook();
    const next = change(before);
    const orders = keepOrders(before.orders, next.orders, maxOrders, unitNames);
    await bookItem.write({ ...next, orders });
    return { ...next, orders };
  });
  queue = result.catch(() => undefined);
  return result;
}

/** Calls back with the book after each change; gives back the way to stop that. */
export function watchOrderBook(listener: (book: OrderBook) => void): () => void {
  return bookItem.watch(() => void readOrderBook().then(listener));
}
