// Single-use numbers that tie a request to an order and a moment.
import { randomBytes } from 'node:crypto';
import { type Answer, answer, noOpenOrder } from './answer.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PortalOrder } from './records.ts';

/** Makes a nonce for an open order and remembers it. */
export function openNonce(desk: OrderDesk, orderNo: string): Promise<Answer> {
  return desk.inTurn(async () => {
    const order = desk.records.orders.get(orderNo);
    if (!order?.isOpen) return noOpenOrder;
    const nonce = randomBytes(16).toString('hex');
    const nonces = [...order.nonces, { value: nonce, madeAt: new Date().toISOString(), isUsed: false }];
    await desk.records.orders.put(orderNo, { ...order, nonces });
    return answer({ nonce });
  });
}

/** Marks the order's nonce as used. False when the order has no such nonce, or it was used or is too old. */
export async function useNonce(desk: OrderDesk, order: PortalOrder, value: string): Promise<boolean> {
  const nonce = order.nonces.find((one) => one.value === value);
  if (!nonce || nonce.isUsed || Date.now() - Date.parse(nonce.madeAt) > desk.nonceLifetimeMs) return false;
  const nonces = order.nonces.map((one) => (one === nonce ? { ...one, isUsed: true } : one));
  await desk.records.orders.put(order.orderNo, { ...order, nonces });
  return true;
}
