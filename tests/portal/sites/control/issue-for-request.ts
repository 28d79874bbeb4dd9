// Issues for a request that a page's control made: openssl judges it, the CA's record or the request says for whom.

import { bundleCertificates } from '../../ca/bundle-certificates.ts';
import { issueCertificate } from '../../ca/issue-certificate.ts';
import { verifyRequest } from '../../ca/verify-request.ts';
import type { OrderDesk } from '../../orders/order-desk.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** `type` renew: the name on record; change: the request's O in its place. */
export function issueForRequest(desk: OrderDesk, type: string, chipNumber: string, pkcs10: string) {
  return desk.inTurn(async () => {
    const registration = desk.records.registrations.get(chipNumber);
    if (!registration) return { code: '1', msg: '没有该芯片号的登记' };
    const der = Buffer.from(pkcs10, 'base64');
    const request = await verifyRequest(der);
    if (!request?.isKeySupported) return { code: '2', msg: '证书申请无效' };
    if (desk.records.seenKeys.get(request.publicKeyHash)) return { code: '3', msg: '密钥已使用过' };
    const unitName = request.subject.find(({ type: name }) => name === 'O')?.value ?? registration.unit.unitName;
    const unit = type === 'change' ? { ...registration.unit, unitName } : registration.unit;
    const times = { notBefore: new Date(), notAfter: new Date(Date.now() + 365 * dayMs) };
    const pem = await issueCertificate(desk.authority, { pkcs10: der, unit, ...times });
    await desk.records.seenKeys.put(request.publicKeyHash, { firstUse: `control ${chipNumber}` });
    await desk.records.registrations.put(chipNumber, { ...registration, unit, certificatePem: pem });
    return { code: '0', p7b: (await bundleCertificates(desk.authority, pem)).toString('base64') };
  });
}
