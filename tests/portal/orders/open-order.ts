// Opens an order for a U盾, as the platform does when the unit's application has passed review.
import { randomInt } from 'node:crypto';
import type { OrderDesk } from './order-desk.ts';
import type { PortalOrder } from './records.ts';

/** In the manner of such services: date and six digits. */
function makeOrderNumber(desk: OrderDesk): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const orderNo = `GX${day}${String(randomInt(1_000_000)).padStart(6, '0')}`;
  return desk.records.orders.get(orderNo) ? makeOrderNumber(desk) : orderNo;
}

/** Opens an order to renew the certificate on record for the chip; an order that is open already is given back. Throws for an unknown chip. */
export function openOrder(desk: OrderDesk, chipNumber: string): Promise<PortalOrder> {
  return desk.inTurn(async () => {
    const open = desk.records.orders.list().find((one) => one.isOpen && one.chipNumber === chipNumber);
    if (open) return open;
    const registration = desk.records.registrations.get(chipNumber);
    if (!registration) throw new Error(`no unit is registered for chip ${chipNumber}`);
    const order: PortalOrder = {
      orderNo: makeOrderNumber(desk),
      chipNumber,
      unit: registration.unit,
      oldCertificatePem: registration.certificatePem,
      openedAt: new Date().toISOString(),
      isOpen: true,
      nonces: [],
    };
    await desk.records.orders.put(order.orderNo, order);
    return order;
  });
}
