// 订单查询 as it stands on the page → orders in the page's own words.
import type { DetectedPage, DetectedRow } from './detect-page.ts';
import type { PageVariant } from './page-kinds.ts';
import type { SeenOrder } from './page-messages.ts';
import { readLabelled, readOrderNumber, readText } from './read-element.ts';
import { readOwnText } from './words/read-lines.ts';

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

/** What stands in the cell itself, where reasons or a parcel's number stand below it. */
function readState(element: HTMLElement): string {
  const own = readOwnText(element).trim();
  return own === '' || /[:：]$/.test(own) ? readLabelled(element) : own;
}

export function readOrder({ fields, optionalFields, rows }: OrderRow): SeenOrder {
  return {
    orderNumber: readOrderNumber(fields.orderNumber),
    kind: readLabelled(fields.kind),
    unitName: readLabelled(optionalFields.unitName),
    state: readState(fields.state),
    orderedAt: readLabelled(optionalFields.orderedAt),
    reasons: rows.reasons.map(readReason),
    express: readText(optionalFields.express),
  };
}

/** Lists of other jobs have numbers and states, too: of ours are orders of certificates and of keys. */
export const isOfOurs = ({ kind }: SeenOrder): boolean => /证书|key|钥匙盘|u盾/i.test(kind);

export function readOrders(page: DetectedPage<'order-list'>): SeenOrder[] {
  return page.rows.orders.map(readOrder).filter(isOfOurs);
}
