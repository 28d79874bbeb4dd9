// Tells what an order's certificate will say, before anybody makes a key for it.
import { X509Certificate } from 'node:crypto';
import { listExtensions, listSubject } from '../ca/unit.ts';
import { type Answer, answer, noOpenOrder } from './answer.ts';
import type { OrderDesk } from './order-desk.ts';

/**
 * Answers with {orderNo, chipNo, type, certSerial, subject, extensions}: subject and extensions as lists of {type, value}, the subject
 * in the certificate's order. For a change the PKCS#10 has to carry exactly this subject.
 */
export function showSubject(desk: OrderDesk, orderNo: string): Answer {
  const order = desk.records.orders.get(orderNo);
  if (!order?.isOpen) return noOpenOrder;
  return answer({
    orderNo,
    chipNo: order.chipNumber,
    type: order.kind ?? 'renew',
    certSerial: new X509Certificate(order.oldCertificatePem).serialNumber,
    subject: listSubject(order.unit),
    extensions: listExtensions(order.unit),
  });
}
