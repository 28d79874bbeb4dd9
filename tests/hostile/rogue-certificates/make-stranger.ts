// What an attacker has beside his own keys: a certificate that the real CA gave to another unit, and the request on the line.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Portal } from '../../portal/start-portal.ts';
import { exampleUnit } from '../../support/portal/units.ts';

const dayMs = 86_400_000;

/** Another unit with a certificate of the real CA: PEM files in a folder below `parent`. */
export async function makeStranger(portal: Portal, parent: string): Promise<{ stranger: string; strangerKey: string }> {
  const folder = join(parent, 'stranger');
  mkdirSync(folder);
  const [strangerKey, request, stranger] = ['key.pem', 'request.der', 'certificate.pem'].map((file) =>
    join(folder, file),
  ) as [string, string, string];
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', strangerKey];
  const args = ['req', '-new', ...key, '-subj', '/CN=x', '-outform', 'DER', '-out', request];
  execFileSync('openssl', args, { stdio: 'ignore' });
  const unit = { ...exampleUnit, unitName: '重庆别家有限公司', socialInsuranceNumber: '50019998' };
  const [notBefore, notAfter] = [new Date(Date.now() - dayMs), new Date(Date.now() + dayMs)];
  const pkcs10 = readFileSync(request);
  writeFileSync(stranger, await portal.issueCertificate({ pkcs10, unit, notBefore, notAfter }));
  return { stranger, strangerKey };
}

/** SubjectPublicKeyInfo (DER) of a base64 CertificationRequest, by openssl. */
export function readRequestKey(pkcs10: string): Buffer {
  const args = ['req', '-inform', 'DER', '-noout', '-pubkey'];
  const pem = execFileSync('openssl', args, { input: Buffer.from(pkcs10, 'base64') }).toString();
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}
