// Hands out an issued certificate with its chain, or, when a fault is set, a wrong one.
import { bundleCertificates } from '../ca/bundle-certificates.ts';
import { type CertificateOrder, issueCertificate } from '../ca/issue-certificate.ts';
import { runOpenssl } from '../ca/run-openssl.ts';
import { type CertificateFaultKind, certificateFaultKinds } from '../faults/fault-board.ts';
import { type Answer, answer, refuse, unknownRequest } from './answer.ts';
import { chooseAuthority } from './choose-authority.ts';
import { deliverPair } from './deliver-pair.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PortalOrder, PortalRequest } from './records.ts';

const dayMs = 24 * 60 * 60 * 1000;

async function makeForeignRequest(): Promise<Buffer> {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '/dev/null'];
  return runOpenssl(['req', '-new', ...key, '-subj', '/CN=other', '-outform', 'DER']);
}

async function changeOrder(right: CertificateOrder, kind: CertificateFaultKind): Promise<CertificateOrder> {
  const now = Date.now();
  switch (kind) {
    case 'wrongKey':
      return { ...right, pkcs10: await makeForeignRequest() };
    case 'wrongSubject':
      return { ...right, unit: { ...right.unit, unitName: '成都另一家有限公司', socialInsuranceNumber: '99999999' } };
    case 'notYetValid':
      return { ...right, notBefore: new Date(now + 30 * dayMs) };
    case 'expired':
      return { ...right, notBefore: new Date(now - 366 * dayMs), notAfter: new Date(now - dayMs) };
    case 'wrongCa':
    case 'truncated':
      return right;
  }
}

async function makeWrongBundle(
  desk: OrderDesk,
  order: PortalOrder,
  request: PortalRequest,
  kind: CertificateFaultKind,
): Promise<Buffer> {
  const right: CertificateOrder = {
    pkcs10: Buffer.from(request.pkcs10, 'base64'),
    unit: order.unit,
    notBefore: new Date(),
    notAfter: new Date(Date.now() + 365 * dayMs),
  };
  const usual = await chooseAuthority(desk, right.pkcs10);
  const authority = kind === 'wrongCa' ? await desk.openImpostor(usual.algorithm) : usual;
  const bundle = await bundleCertificates(authority, await issueCertificate(authority, await changeOrder(right, kind)));
  return kind === 'truncated' ? bundle.subarray(0, Math.floor(bundle.length * 0.6)) : bundle;
}

/** Answers with {p7b}, and with more where the order brings a pair. The certificates on record stay the right ones; a fault concerns this one delivery only. */
export async function deliverCertificate(desk: OrderDesk, requestId: string): Promise<Answer> {
  const request = desk.records.requests.get(requestId);
  const order = request && desk.records.orders.get(request.orderNo);
  if (!request || !order) return unknownRequest;
  if (!request.certificatePem) return refuse('证书尚未签发');
  const authority = await chooseAuthority(desk, Buffer.from(request.pkcs10, 'base64'));
  const fault = desk.faults.take(certificateFaultKinds, 'download');
  if (fault) return answer({ p7b: (await makeWrongBundle(desk, order, request, fault.kind)).toString('base64') });
  if (request.encryption) return answer(await deliverPair(desk, authority, order, request));
  const bundle = await bundleCertificates(authority, request.certificatePem);
  return answer({ p7b: bundle.toString('base64') });
}
