// Takes the client's word that a certificate is on the U盾.
import { X509Certificate } from 'node:crypto';
import { type Answer, answer, refuse, unknownRequest } from './answer.ts';
import type { OrderDesk } from './order-desk.ts';

/** Serial numbers as openssl prints them and as others do: case and leading zeros do not count. */
const normalise = (serial: string) => serial.toUpperCase().replace(/^0+/, '');

/** Answers with {orderNo}, however often it is told. A platform order becomes 已下载 by it. */
export function confirmInstallation(desk: OrderDesk, requestId: string, certSerial: string): Promise<Answer> {
  return desk.inTurn(async () => {
    const request = desk.records.requests.get(requestId);
    if (!request) return unknownRequest;
    if (!request.certificatePem) return refuse('证书尚未签发');
    const { serialNumber } = new X509Certificate(request.certificatePem);
    if (normalise(certSerial) !== normalise(serialNumber)) return refuse('证书序列号与订单不一致');
    if (request.confirmedAt === undefined)
      await desk.records.requests.put(requestId, { ...request, confirmedAt: new Date().toISOString() });
    await desk.onInstalled(request.orderNo);
    return answer({ orderNo: request.orderNo });
  });
}
