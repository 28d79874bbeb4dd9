// Asks the platform for the clerk's orders, with the clerk's own session.

import * as z from 'zod/mini';
import { toAppError } from '../../shared/errors/app-error.ts';
import { lookUp } from '../../shared/look-up.ts';
import { type Fetch, fetchAnswer, notUnderstood } from '../ca/fetch-answer.ts';
import type { OrderList } from '../portal/order-list-schema.ts';
import type { SeenOrder } from '../portal/page-messages.ts';

const maxText = 300;
const rowSchema = z.record(z.string(), z.unknown());

function readText(row: Readonly<Record<string, unknown>>, field: string): string {
  const value = lookUp(row, field);
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, maxText) : '';
}

function readRow(raw: unknown, { fields }: OrderList): SeenOrder {
  const row = rowSchema.parse(raw);
  const reasons = z.array(rowSchema).parse(lookUp(row, fields.reasons) ?? []);
  return {
    orderNumber: readText(row, fields.orderNumber),
    kind: readText(row, fields.kind),
    unitName: readText(row, fields.unitName),
    state: readText(row, fields.state),
    orderedAt: readText(row, fields.orderedAt),
    reasons: reasons.map((one) => ({
      material: readText(one, fields.reasonMaterial),
      reason: readText(one, fields.reasonText),
    })),
    express: [readText(row, fields.carrier), readText(row, fields.trackingNumber)].filter(Boolean).join('：'),
  };
}

/** The orders of the account that is logged in, or `logged-out`. CA_UNREACHABLE, CA_ANSWER_NOT_UNDERSTOOD. */
export async function fetchOrders(
  orderList: OrderList,
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
): Promise<readonly SeenOrder[] | 'logged-out'> {
  const service = { ...orderList, baseUrl: orderList.url };
  const answer = await fetchAnswer(service, { method: 'GET', path: '', params: {} }, fetch).catch((error: unknown) => {
    if (toAppError(error).code === 'CA_LOGIN_NEEDED') return undefined;
    throw error;
  });
  if (!answer) return 'logged-out';
  if (orderList.loggedOutCodes.includes(answer.code)) return 'logged-out';
  if (answer.code !== orderList.answer.okCode) throw notUnderstood(orderList, { caCode: answer.code });
  try {
    return answer.list.map((row) => readRow(row, orderList));
  } catch (cause) {
    throw notUnderstood(orderList, {}, cause);
  }
}
