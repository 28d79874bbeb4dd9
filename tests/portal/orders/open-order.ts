// Opens an order for a U盾, as the platform does when the unit's application has passed review.
import { randomInt } from 'node:crypto';
import type { OrderDesk } from './order-desk.ts';
import type { KeyShape, PortalOrder } from './records.ts';

export interface OrderRequest {
  readonly chipNumber: string;
  /** Its certificate comes with a second one for encryption. */
  readonly hasEncryption?: boolean;
  readonly keyShape?: KeyShape;
}

/** In the manner of such services: letters of the job, date and six digits; `isTaken` tells which cannot be had. */
export function makeOrderNumber(prefix: string, isTaken: (orderNo: string) => boolean): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const orderNo = `${prefix}${day}${String(randomInt(1_000_000)).padStart(6, '0')}`;
  return isTaken(orderNo) ? makeOrderNumber(prefix, isTaken) : orderNo;
}

/** The open order to renew that the quick channel has for a chip. Orders to change are found by their number only. */
export function findOpenRenewal(desk: OrderDesk, chipNumber: string): PortalOrder | undefined {
  return desk.records.orders.list().find((one) => one.isOpen && one.chipNumber === chipNumber && one.kind !== 'change');
}

/** Opens an order to renew the certificate on record for the chip; an order that is open already is given back. Throws for an unknown chip. */
export function openOrder(
  desk: OrderDesk,
  { chipNumber, hasEncryption = false, keyShape }: OrderRequest,
): Promise<PortalOrder> {
  return desk.inTurn(async () => {
    const open = findOpenRenewal(desk, chipNumber);
    if (open) return open;
    const registration = desk.records.registrations.get(chipNumber);
    if (!registration) throw new Error(`no unit is registered for chip ${chipNumber}`);
    const order: PortalOrder = {
      orderNo: makeOrderNumber('GX', (orderNo) => desk.records.orders.get(orderNo) !== undefined),
      chipNumber,
      unit: registration.unit,
      oldCertificatePem: registration.certificatePem,
      openedAt: new Date().toISOString(),
      isOpen: true,
      nonces: [],
      ...(hasEncryption ? { hasEncryption } : {}),
      ...(keyShape ? { keyShape } : {}),
    };
    await desk.records.orders.put(order.orderNo, order);
    return order;
  });
}
