// What the demo leaves behind for whoever wants to judge it: certificates as files, and result.json.
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertUsable, listObjects, readCertificatePem } from '../support/token/judge-token.ts';
import type { DemoOutcome, DemoSetting } from './demo-job.ts';

const files = { oldCertificate: 'old-certificate.pem', newCertificate: 'new-certificate.pem', caCertificate: 'ca.pem' };

/**
 * Writes result.json and the PEM files into `folder`.
 * @returns whether the job ended as it should: the new certificate that the window named stands on the token, works there
 * and is the CA's; or, where the job ends with a parcel, the order reads 已邮寄
 */
export function writeResult(
  folder: string,
  { portal, token, recorder }: DemoSetting,
  outcome: DemoOutcome,
  say: (text: string) => void,
): boolean {
  const { certificateHash, orderState, orderNumber } = outcome;
  const found = certificateHash === undefined ? undefined : findOnToken(token, certificateHash);
  copyFileSync(token.certificatePem, join(folder, files.oldCertificate));
  copyFileSync(portal.caCertificates.chain, join(folder, files.caCertificate));
  if (found) writeFileSync(join(folder, files.newCertificate), found.pem);
  const { newCertificate, ...others } = files;
  const result = {
    chipNumber: token.chipNumber,
    orderNumber,
    ...others,
    ...(found ? { newCertificate } : {}),
    ...(orderState === undefined ? {} : { orderState }),
    softhsmConf: token.softhsmConf,
    pin: token.pin,
    tokenLabel: token.label,
    screenshots: recorder.screenshots,
    timingsMs: recorder.timingsMs,
  };
  writeFileSync(join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (certificateHash === undefined) {
    say(`order ${orderNumber}: ${orderState}`);
    return orderState === '已邮寄';
  }
  if (!found) {
    say('the new certificate is NOT on the token');
    return false;
  }
  assertUsable(token, found.id, portal.caCertificates.chain);
  say(`${outcome.title}: openssl and pkcs11-tool agree that the new certificate works on the token`);
  const facts = ['x509', '-noout', '-subject', '-enddate', '-nameopt', 'utf8'];
  say(execFileSync('openssl', facts, { input: found.pem, encoding: 'utf8' }).trim().replace('\n', ', '));
  return true;
}

function findOnToken(token: DemoSetting['token'], certificateHash: string): { id: string; pem: string } | undefined {
  return listObjects(token)
    .certificateIds.map((id) => ({ id, pem: readCertificatePem(token, id) }))
    .find(({ pem }) => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex') === certificateHash);
}
