// Which orders stay in memory when there are too many: a page may show rows without end, and is not to be believed against what is known.
import { normaliseName } from '../../shared/normalise-name.ts';
import { isOpen, type KnownOrder } from './known-order.ts';

/**
 * At most `max` of `orders`, in their order: those of the clerk's own units first; among them, and among the others, open
 * ones that were known before, then new ones, then finished ones.
 * @param unitNames of the clerk's own units, as far as they are known
 */
export function keepOrders(
  before: readonly KnownOrder[],
  orders: readonly KnownOrder[],
  max: number,
  unitNames: readonly string[] = [],
): KnownOrder[] {
  if (orders.length <= max) return [...orders];
  const known = new Set(before.filter(isOpen).map(({ orderNumber }) => orderNumber));
  const own = new Set(unitNames.map(normaliseName).filter(Boolean));
  const rank = (order: KnownOrder) => {
    const within = known.has(order.orderNumber) ? 0 : isOpen(order) ? 1 : 2;
    return own.has(normaliseName(order.unitName)) ? within : 3 + within;
  };
  const kept = new Set(orders.toSorted((one, other) => rank(one) - rank(other)).slice(0, max));
  return orders.filter((order) => kept.has(order));
}
