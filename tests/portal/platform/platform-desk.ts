// What the parts of the self-service platform share.
import type { OrderDesk } from '../orders/order-desk.ts';
import type { PortalVariant } from '../sites/site-urls.ts';
import type { Queue } from '../state/create-queue.ts';
import type { PlatformRecords } from './platform-records.ts';

export interface PlatformDesk {
  readonly variant: PortalVariant;
  /** The pages that renew and download ask the certificate control as they load, and not at the first click on a button of theirs. */
  readonly asksControl: boolean;
  readonly records: PlatformRecords;
  /** The order service behind the platform; everything that changes records runs in its queue. */
  readonly orders: OrderDesk;
  /** Sessions change in a queue of their own: no page has to wait for openssl. */
  readonly sessionsInTurn: Queue;
  /** How long a session lasts after its last call. */
  readonly sessionLifetimeMs: number;
}

/** An order number that neither the platform nor the order service knows. */
export function isOrderNumberTaken(desk: PlatformDesk, orderNo: string): boolean {
  return desk.records.applications.get(orderNo) !== undefined || desk.orders.records.orders.get(orderNo) !== undefined;
}
