// Which orders stay in memory when there are too many: a page may show rows without end, and is not to be believed against what is known.
import { isOpen, type KnownOrder } from './known-order.ts';

/** At most `max` of `orders`, in their order: open ones that were known before, then new ones, then finished ones. */
export function keepOrders(before: readonly KnownOrder[], orders: readonly KnownOrder[], max: number): KnownOrder[] {
  if (orders.length <= max) return [...orders];
  const known = new Set(before.filter(isOpen).map(({ orderNumber }) => orderNumber));
  const rank = (order: KnownOrder) => (known.has(order.orderNumber) ? 0 : isOpen(order) ? 1 : 2);
  const kept = new Set(orders.toSorted((one, other) => rank(one) - rank(other)).slice(0, max));
  return orders.filter((order) => kept.has(order));
}
