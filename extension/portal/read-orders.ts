// 订单查询 as it stands on the page → orders in the page's own words.
import type { DetectedPage, DetectedRow } from './detect-page.ts';
import type { PageVariant } from './page-kinds.ts';
import type { SeenOrder } from './page-messages.ts';
import { readText } from './read-element.ts';

export type OrderRow = DetectedRow<PageVariant<'order-list'>['rows']['orders']>;

/** The material stands in an element of its own, the reason is the rest of the line. */
function readReason({ element, fields }: OrderRow['rows']['reasons'][number]): SeenOrder['reasons'][number] {
  const material = readText(fields.material);
  return {
    material,
    reason: readText(element)
      .slice(material.length)
      .replace(/^[\s:：]+/, ''),
  };
}

export function readOrder({ fields, optionalFields, rows }: OrderRow): SeenOrder {
  return {
    orderNumber: readText(fields.orderNumber),
    kind: readText(fields.kind),
    unitName: readText(fields.unitName),
    state: readText(fields.state),
    orderedAt: readText(optionalFields.orderedAt),
    reasons: rows.reasons.map(readReason),
    express: readText(optionalFields.express),
  };
}

export function readOrders(page: DetectedPage<'order-list'>): SeenOrder[] {
  return page.rows.orders.map(readOrder);
}
