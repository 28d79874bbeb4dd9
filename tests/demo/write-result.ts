// What the demo leaves behind for whoever wants to judge it: certificates as files, and result.json.
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import { assertUsable, listObjects, readCertificatePem } from '../support/judge-token.ts';
import type { ClerkRenewal } from './renew-as-clerk.ts';

export interface DemoOutcome {
  readonly keepFolder: string;
  readonly portal: Portal;
  readonly token: MadeToken;
  readonly renewal: ClerkRenewal;
  say(text: string): void;
}

/**
 * Writes result.json and the PEM files.
 * @returns whether the new certificate that the window named stands on the token, works there and is the CA's
 */
export function writeResult({ keepFolder, portal, token, renewal, say }: DemoOutcome): boolean {
  const onToken = listObjects(token).certificateIds.map((id) => ({ id, pem: readCertificatePem(token, id) }));
  const found = onToken.find(({ pem }) => hashPem(pem) === renewal.certificateHash);
  const files = {
    oldCertificate: 'old-certificate.pem',
    newCertificate: 'new-certificate.pem',
    caCertificate: 'ca.pem',
  };
  copyFileSync(token.certificatePem, join(keepFolder, files.oldCertificate));
  copyFileSync(portal.caCertificates.chain, join(keepFolder, files.caCertificate));
  if (found) writeFileSync(join(keepFolder, files.newCertificate), found.pem);
  const result = {
    chipNumber: token.chipNumber,
    orderNumber: token.orderNo,
    ...files,
    softhsmConf: token.softhsmConf,
    pin: token.pin,
    tokenLabel: token.label,
    screenshots: renewal.screenshots,
    timingsMs: renewal.timingsMs,
  };
  writeFileSync(join(keepFolder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (!found) {
    say('the new certificate is NOT on the token');
    return false;
  }
  assertUsable(token, found.id, portal.caCertificates.chain);
  const facts = execFileSync('openssl', ['x509', '-noout', '-subject', '-enddate', '-nameopt', 'utf8'], {
    input: found.pem,
    encoding: 'utf8',
  });
  say(`${renewal.title}: openssl and pkcs11-tool agree that the new certificate works on the token`);
  say(facts.trim().replace('\n', ', '));
  return true;
}

const hashPem = (pem: string) => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
