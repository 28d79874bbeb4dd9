// Orders that carry a signing and an encryption certificate.
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runOpenssl } from '../../portal/ca/run-openssl.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { downloadCertificates, followStatus, makeClerk, makeSubmission, submit, verifyChain } from './openssl-clerk.ts';
import { changedSubject, makeHolder, makeSubjectSubmission } from './order-holder.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();
const phone = '13800138000';

let portal: Portal;
beforeAll(async () => {
  portal = await startReadyPortal({ stateDir: scratch('state'), issueDelayMs: 30 });
  await portal.createAccount({ phone, password: '123456' });
});
afterAll(() => portal.close());

describe('an order with two certificates', () => {
  test('delivers the encryption certificate, over a key of the CA, beside the signing one', async () => {
    const holder = await makeHolder(portal, phone, 'change', 20, true);
    const newForm = await makeSubjectSubmission(portal, holder, changedSubject);
    await submit(portal, newForm);
    await followStatus(portal, newForm.requestId);
    const certificates = await downloadCertificates(portal, newForm.requestId);
    expect(certificates).toHaveLength(4);
    const [first = '', second = '', ...authorities] = certificates;
    const print = (pem: string) => runOpenssl(['x509', '-noout', '-ext', 'keyUsage'], Buffer.from(pem));
    expect((await print(first)).toString()).toContain('Key Encipherment, Data Encipherment, Key Agreement');
    expect((await print(second)).toString()).toContain('Digital Signature, Non Repudiation');
    for (const leaf of [first, second]) expect(await verifyChain(portal, [leaf, ...authorities])).toBe('leaf: OK');
    const [encryption, signing] = [new X509Certificate(first), new X509Certificate(second)];
    expect(encryption.subject).toBe(signing.subject);
    const { encryption: kept, certificatePem } = portal.readRequest(newForm.requestId) ?? {};
    expect(certificatePem).toBe(second);
    const keyFile = scratch('kept.pem');
    writeFileSync(keyFile, kept?.privateKeyPem ?? '');
    const own = (await runOpenssl(['pkey', '-in', keyFile, '-pubout'])).toString();
    expect(encryption.publicKey.export({ type: 'spki', format: 'pem' })).toBe(own);
  });

  test('can be opened in the quick channel too', async () => {
    const holder = await makeClerk(portal);
    const form = await makeSubmission(portal, holder);
    await submit(portal, form);
    await followStatus(portal, form.requestId);
    const { orderNo } = await portal.openOrder({ chipNumber: holder.chipNumber, hasEncryption: true });
    expect(portal.readOrder(orderNo)).toMatchObject({ hasEncryption: true });
  });
});
