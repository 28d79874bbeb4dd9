// The order service from look-up to download, asked as the extension asks it; openssl makes the requests and judges the result.
import { createPublicKey, randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runOpenssl } from '../../portal/ca/run-openssl.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { askService } from './ask-site.ts';
import {
  downloadCertificates,
  followStatus,
  type KeyKind,
  makeClerk,
  makeKey,
  makeSubmission,
  submit,
  takeNonce,
  unit,
  verifyChain,
} from './openssl-clerk.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

let portal: Portal;
beforeAll(async () => {
  portal = await startReadyPortal({ stateDir: scratch('state'), issueDelayMs: 600 });
});
afterAll(() => portal.close());

const exportPublicKey = (pem: string | Buffer) => createPublicKey(pem).export({ type: 'spki', format: 'pem' });

describe.each<KeyKind>(['RSA-2048', 'P-256'])('a renewal with %s', (kind) => {
  test('ends with a certificate that openssl accepts', async () => {
    const clerk = await makeClerk(portal, 20, kind);
    const found = await askService(portal.port, `order.do?chipNo=${clerk.chipNumber}`);
    expect(found).toEqual({
      code: '0',
      msg: expect.any(String),
      data: {
        orderNo: clerk.orderNo,
        unitName: unit.unitName,
        certSerial: new X509Certificate(clerk.oldCertificatePem).serialNumber,
      },
    });
    const newKey = await makeKey(kind);
    const form = await makeSubmission(portal, clerk, { newKey });
    expect(await submit(portal, form)).toMatchObject({
      code: '0',
      data: { orderNo: clerk.orderNo, state: 'processing' },
    });
    const states = (await followStatus(portal, form.requestId)).map(({ data }) => data?.state);
    expect(states).toContain('processing');
    expect(states.at(-1)).toBe('issued');

    const certificates = await downloadCertificates(portal, form.requestId);
    expect(certificates).toHaveLength(3);
    expect(await verifyChain(portal, certificates)).toBe('leaf: OK');
    const leaf = new X509Certificate(certificates[0] ?? '');
    expect(leaf.publicKey.export({ type: 'spki', format: 'pem' })).toBe(exportPublicKey(readFileSync(newKey)));
    expect(leaf.subject).toBe(new X509Certificate(clerk.oldCertificatePem).subject);
    const lifeDays = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / 86_400_000;
    expect(lifeDays).toBe(365);
    expect((await askService(portal.port, `order.do?chipNo=${clerk.chipNumber}`)).code).toBe('1004');
  });
});

test('the certificate says who the unit is', async () => {
  const clerk = await makeClerk(portal);
  const print = ['x509', '-noout', '-text', '-nameopt', 'RFC2253,-esc_msb,utf8'];
  const text = (await runOpenssl(print, Buffer.from(clerk.oldCertificatePem))).toString();
  expect(text).toContain(
    `Subject: serialNumber=${unit.socialInsuranceNumber},CN=${unit.unitName},OU=${unit.socialInsuranceNumber},O=${unit.unitName},ST=重庆,C=CN`,
  );
  expect(text).toContain('Issuer: CN=Chongqing  CA,O=East-Zhongxun CA,ST=重庆,C=CN');
  expect(text).toMatch(/X509v3 Key Usage: critical\n\s+Digital Signature, Non Repudiation\n/);
  expect(text).toMatch(/1\.2\.156\.10260\.4\.1\.4:\s+\.\.91350100M000100Y43\n/);
  expect(text).toMatch(/1\.2\.86\.21\.1\.4:\s+\.\.50011200123\n/);
});

test('an unknown chip, order or request id is told apart by its code', async () => {
  expect(await askService(portal.port, 'order.do?chipNo=0000')).toEqual({ code: '1004', msg: '不存在该芯片号订单' });
  expect((await askService(portal.port, 'nonce.do', { orderNo: 'GX0' })).code).toBe('1004');
  expect((await askService(portal.port, `status.do?requestId=${randomUUID()}`)).code).toBe('1006');
  expect((await askService(portal.port, `download.do?requestId=${randomUUID()}`)).code).toBe('1006');
});

test('nothing can be downloaded before it is issued', async () => {
  const form = await makeSubmission(portal, await makeClerk(portal));
  await submit(portal, form);
  expect(await askService(portal.port, `download.do?requestId=${form.requestId}`)).toEqual({
    code: '2001',
    msg: '证书尚未签发',
  });
});

describe('the same request id', () => {
  test('with the same octets gets the same answer, before and after issue', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk);
    const first = await submit(portal, form);
    expect(await submit(portal, form)).toEqual(first);
    await followStatus(portal, form.requestId);
    expect(await submit(portal, form)).toMatchObject({ code: '0', data: { state: 'issued' } });
    expect(portal.readOrder(clerk.orderNo)?.requests).toHaveLength(1);
  });

  test('sent twice at the same moment is one request', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk);
    const [first, second] = await Promise.all([submit(portal, form), submit(portal, form)]);
    expect(first.code).toBe('0');
    expect(second).toEqual(first);
    expect(portal.readOrder(clerk.orderNo)?.requests).toHaveLength(1);
  });

  test('signed anew by the same key under a fresh nonce is accepted', async () => {
    const clerk = await makeClerk(portal);
    const newKey = await makeKey();
    const form = await makeSubmission(portal, clerk, { newKey });
    await submit(portal, form);
    const again = await makeSubmission(portal, clerk, { newKey, requestId: form.requestId });
    expect(await submit(portal, again)).toMatchObject({ code: '0', data: { orderNo: clerk.orderNo } });
    expect(portal.readOrder(clerk.orderNo)?.requests).toHaveLength(1);
  });

  test('signed anew while the certificate was issued is answered with issued', async () => {
    const clerk = await makeClerk(portal);
    const newKey = await makeKey();
    const form = await makeSubmission(portal, clerk, { newKey });
    await submit(portal, form);
    const nonce = await takeNonce(portal, clerk.orderNo);
    await followStatus(portal, form.requestId);
    const again = await makeSubmission(portal, clerk, { newKey, nonce, requestId: form.requestId });
    expect(await submit(portal, again)).toMatchObject({ code: '0', data: { state: 'issued' } });
  });

  test('with another key is refused', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk);
    // Made before: issuing must not be over when it is handed in.
    const other = await makeSubmission(portal, clerk, { requestId: form.requestId });
    await submit(portal, form);
    expect(await submit(portal, other)).toEqual({ code: '2001', msg: '该申请编号已用于其他密钥' });
  });
});

test('the next renewal is vouched for by the certificate issued last', async () => {
  const clerk = await makeClerk(portal);
  const newKey = await makeKey();
  const form = await makeSubmission(portal, clerk, { newKey });
  await submit(portal, form);
  await followStatus(portal, form.requestId);
  const { orderNo } = await portal.openOrder({ chipNumber: clerk.chipNumber });
  expect(orderNo).not.toBe(clerk.orderNo);
  const issued = portal.readRequest(form.requestId)?.certificatePem ?? '';
  expect(portal.readOrder(orderNo)?.oldCertificatePem).toBe(issued);
});
