// Has `openssl ca` issue an organisation certificate for a request's key and a unit on record.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateAuthority } from './open-authority.ts';
import { formatOpensslDate } from './openssl-date.ts';
import { runOpenssl } from './run-openssl.ts';
import { sm2SigningOptions, sm2VerifyingOptions } from './sm2-options.ts';
import { type CertificateUse, formatExtensions, formatSubject, type Unit } from './unit.ts';

export interface CertificateOrder {
  /** DER PKCS#10; openssl refuses it when its signature does not fit. Its subject and extensions are not taken over. */
  readonly pkcs10: Uint8Array;
  readonly unit: Unit;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Signing, unless it says otherwise. */
  readonly use?: CertificateUse;
}

async function signRequest(authority: CertificateAuthority, order: CertificateOrder): Promise<string> {
  const work = await mkdtemp(join(authority.directory, 'work-'));
  try {
    const out = join(work, 'certificate.pem');
    await writeFile(join(work, 'request.der'), order.pkcs10);
    await writeFile(join(work, 'extensions.cnf'), formatExtensions(order.unit, order.use ?? 'signing'));
    await runOpenssl([
      ...['ca', '-batch', '-notext', '-config', authority.configFile, '-name', 'issuing'],
      ...(authority.algorithm === 'SM2' ? sm2SigningOptions : []),
      ...((await isSm2Request(order.pkcs10)) ? sm2VerifyingOptions : []),
      ...['-inform', 'DER', '-in', join(work, 'request.der'), '-utf8', '-subj', formatSubject(order.unit)],
      ...['-extfile', join(work, 'extensions.cnf'), '-extensions', 'organisation'],
      ...['-startdate', formatOpensslDate(order.notBefore), '-enddate', formatOpensslDate(order.notAfter)],
      ...['-out', out],
    ]);
    return await readFile(out, 'utf8');
  } finally {
    await rm(work, { recursive: true });
  }
}

/** What kind of key the request is for, by openssl's own words. */
export async function readKeyKind(pkcs10: Uint8Array): Promise<'SM2' | 'RSA' | 'EC'> {
  const text = (await runOpenssl(['req', '-inform', 'DER', '-noout', '-text'], pkcs10)).toString();
  if (/ASN1 OID: SM2/.test(text)) return 'SM2';
  return /Public Key Algorithm: rsaEncryption/.test(text) ? 'RSA' : 'EC';
}

export async function isSm2Request(pkcs10: Uint8Array): Promise<boolean> {
  return (await readKeyKind(pkcs10)) === 'SM2';
}

/** Issues one certificate and gives it back as PEM. Throws with openssl's words when it will not. */
export function issueCertificate(authority: CertificateAuthority, order: CertificateOrder): Promise<string> {
  return authority.inTurn(() => signRequest(authority, order));
}
