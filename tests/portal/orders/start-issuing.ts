// Issues certificates for accepted requests, some time after they came in; takes up what a restart left in processing.
import { issueCertificate, readKeyKind } from '../ca/issue-certificate.ts';
import { issueEncryption } from '../ca/issue-encryption.ts';
import { refuse } from './answer.ts';
import { chooseAuthority } from './choose-authority.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PortalRequest } from './records.ts';

const dayMs = 24 * 60 * 60 * 1000;
const certificateLifeMs = 365 * dayMs;

export interface Issuing {
  /** Has the request issued after the desk's delay. */
  schedule(requestId: string): void;
  /** Drops what is still waiting; it stays in processing on disk. */
  stop(): void;
}

async function decide(desk: OrderDesk, request: PortalRequest): Promise<void> {
  const { records, faults } = desk;
  const order = records.orders.get(request.orderNo);
  if (!order) throw new Error(`request ${request.requestId} has no order`);
  const refusal = faults.take(['refuseLater'], 'submit');
  if (refusal) {
    const { msg } = refuse(refusal.reason ?? '审核未通过');
    return records.requests.put(request.requestId, { ...request, state: 'refused', reason: msg });
  }
  const now = Date.now();
  const validity = { unit: order.unit, notBefore: new Date(now), notAfter: new Date(now + certificateLifeMs) };
  const pkcs10 = Buffer.from(request.pkcs10, 'base64');
  const authority = await chooseAuthority(desk, pkcs10);
  const certificatePem = await issueCertificate(authority, { pkcs10, ...validity });
  const encryption = order.hasEncryption
    ? await issueEncryption(authority, validity, await readKeyKind(pkcs10))
    : undefined;
  // The request first: should we be stopped here, the order is found open and issued, and only the order is put right.
  await records.requests.put(request.requestId, {
    ...request,
    state: 'issued',
    certificatePem,
    ...(encryption ? { encryption } : {}),
  });
  await finishOrder(desk, request.orderNo, certificatePem);
}

async function finishOrder(desk: OrderDesk, orderNo: string, certificatePem: string): Promise<void> {
  const { orders, registrations } = desk.records;
  const order = orders.get(orderNo);
  if (!order?.isOpen) return;
  await registrations.put(order.chipNumber, { chipNumber: order.chipNumber, unit: order.unit, certificatePem });
  await orders.put(orderNo, { ...order, isOpen: false });
  // What else is open for this U盾 is from now on vouched for by its new certificate.
  for (const other of orders.list().filter((one) => one.isOpen && one.chipNumber === order.chipNumber))
    await orders.put(other.orderNo, { ...other, oldCertificatePem: certificatePem });
}

/** Starts the issuing desk and reschedules everything unfinished. */
export function startIssuing(desk: OrderDesk): Issuing {
  const timers = new Map<string, NodeJS.Timeout>();
  const issue = (requestId: string) =>
    desk.inTurn(async () => {
      timers.delete(requestId);
      const request = desk.records.requests.get(requestId);
      if (request?.state === 'processing') await decide(desk, request);
      if (request?.state === 'issued' && request.certificatePem)
        await finishOrder(desk, request.orderNo, request.certificatePem);
    });
  const schedule = (requestId: string): void => {
    if (timers.has(requestId)) return;
    const timer = setTimeout(() => {
      issue(requestId).catch((error: unknown) => console.error('issuing failed:', error));
    }, desk.issueDelayMs);
    timers.set(requestId, timer);
  };
  for (const { requestId, state } of desk.records.requests.list()) if (state !== 'refused') schedule(requestId);
  return {
    schedule,
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
