// Known orders on this computer (storage.local): they survive the worker, the browser and an update.
import { storage } from '@wxt-dev/storage';
import * as z from 'zod/mini';
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

const key = 'local:orders';
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
  const result = orderBookSchema.safeParse(await storage.getItem(key));
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
    await storage.setItem(key, { ...next, orders });
    return { ...next, orders };
  });
  queue = result.catch(() => undefined);
  return result;
}

/** Calls back with the book after each change; gives back the way to stop that. */
export function watchOrderBook(listener: (book: OrderBook) => void): () => void {
  return storage.watch(key, () => void readOrderBook().then(listener));
}
