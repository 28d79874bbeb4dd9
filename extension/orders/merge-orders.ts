// What the platform says of its orders, put together with what we know.
import { lookUp } from '../../shared/look-up.ts';
import type { OrderList } from '../portal/order-list-schema.ts';
import type { SeenOrder } from '../portal/page-messages.ts';
import { isOpen, type KnownOrder, knownOrderSchema } from './known-order.ts';

/** Stages that a clerk wants to hear of when they come. */
const announcedStages: readonly KnownOrder['stage'][] = ['rejected', 'approved', 'posted'];

export interface MergeOptions {
  readonly orderList: OrderList;
  readonly now: Date;
  /** The clerk sees it on the page at this moment: nothing is to be announced. */
  readonly isOnScreen: boolean;
}

/** The site's time as ISO; undefined when it is none. */
function readTime(text: string, utcOffset: string): string | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?/.exec(text);
  if (!match) return undefined;
  const [, year, month = '', day = '', time = '00:00'] = match;
  const date = new Date(
    `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time.padStart(5, '0')}${utcOffset}`,
  );
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function mergeOne(known: KnownOrder | undefined, seen: SeenOrder, options: MergeOptions): KnownOrder | undefined {
  const { orderList, now, isOnScreen } = options;
  const stage = lookUp(orderList.states, seen.state) ?? 'other';
  const isSameState = known?.stateText === seen.state;
  // An order that is seen for the first time has stood in review since it was handed in; of later states nobody knows.
  const handedIn = stage === 'reviewing' && !known ? readTime(seen.orderedAt, orderList.utcOffset) : undefined;
  const isNews = known !== undefined && !isSameState && announcedStages.includes(stage) && !isOnScreen;
  const merged = knownOrderSchema.safeParse({
    orderNumber: seen.orderNumber,
    kind: lookUp(orderList.kinds, seen.kind) ?? 'other',
    kindText: seen.kind,
    unitName: seen.unitName,
    stage,
    stateText: seen.state,
    since: isSameState && known ? known.since : (handedIn ?? now.toISOString()),
    reasons: seen.reasons,
    express: seen.express,
    isAnnounced: isOnScreen || (isSameState ? known.isAnnounced : !isNews),
  });
  // A row that is not an order is left out; the others stand.
  return merged.success ? merged.data : undefined;
}

/** All known orders, those that were seen brought up to date; open ones first, the newest state first. Orders of other accounts stay. */
export function mergeOrders(
  known: readonly KnownOrder[],
  seen: readonly SeenOrder[],
  options: MergeOptions,
): KnownOrder[] {
  const orders = new Map(known.map((order) => [order.orderNumber, order]));
  for (const one of seen) {
    const merged = mergeOne(orders.get(one.orderNumber), one, options);
    if (merged) orders.set(merged.orderNumber, merged);
  }
  return [...orders.values()].sort(
    (one, other) => Number(isOpen(other)) - Number(isOpen(one)) || other.since.localeCompare(one.since),
  );
}
