// What the demo leaves behind for whoever wants to judge it: certificates as files, and result.json.
import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoOutcome, DemoSetting } from './demo-job.ts';
import type { DemoToken } from './demo-token.ts';

const files = {
  oldCertificate: 'old-certificate.pem',
  newCertificate: 'new-certificate.pem',
  newEncryptionCertificate: 'new-encryption-certificate.pem',
  caCertificate: 'ca.pem',
};

const judges = ({ softhsmConf }: DemoToken['made']) =>
  softhsmConf === '' ? 'openssl agrees' : 'openssl and pkcs11-tool agree';

/**
 * Writes result.json and the PEM files into `folder`.
 * @returns whether the job ended as it should: the new certificate that the window named stands on the token, works there
 * and is the CA's; or, where the job ends with a parcel, the order reads 已邮寄
 */
export function writeResult(
  folder: string,
  { recorder }: Pick<DemoSetting, 'recorder'>,
  demoToken: DemoToken,
  outcome: DemoOutcome,
  say: (text: string) => void,
): boolean {
  const { certificateHash, orderState, orderNumber } = outcome;
  const found = certificateHash === undefined ? undefined : demoToken.find(certificateHash);
  const { made: token, chainPem } = demoToken;
  copyFileSync(token.certificatePem, join(folder, files.oldCertificate));
  copyFileSync(chainPem, join(folder, files.caCertificate));
  if (found) writeFileSync(join(folder, files.newCertificate), found.pem);
  const second = found?.encryptionPem;
  if (second !== undefined) writeFileSync(join(folder, files.newEncryptionCertificate), second);
  const { newCertificate, newEncryptionCertificate, ...others } = files;
  const result = {
    chipNumber: token.chipNumber,
    orderNumber,
    ...others,
    ...(found ? { newCertificate } : {}),
    ...(second === undefined ? {} : { newEncryptionCertificate }),
    ...(orderState === undefined ? {} : { orderState }),
    ...demoToken.facts,
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
  if (token.keyAlgorithm === 'SM2' && second === undefined) {
    say('the certificate for encryption is NOT on the token');
    return false;
  }
  found.assertUsable();
  say(`${outcome.title}: ${judges(token)} that the new certificate works on the token`);
  const facts = ['x509', '-noout', '-subject', '-enddate', '-nameopt', 'utf8'];
  say(execFileSync('openssl', facts, { input: found.pem, encoding: 'utf8' }).trim().replace('\n', ', '));
  return true;
}
