// A certificate for any public key, by a CA made on the spot: for tests that need a second certificate on a token.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { decodeSm2Key } from '../../../native-host/sm2/sm2-key.ts';
import type { CertificateToWrite } from '../../../native-host/token/driver.ts';
import { ParsedCertificate } from '../../../native-host/x509/parsed-certificate.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** @param publicKey SubjectPublicKeyInfo (DER), RSA, P-256 or SM2. @returns the certificate with its parts, as a token stores it */
export async function certifyKey(publicKey: Uint8Array, commonName: string): Promise<CertificateToWrite> {
  const isRsa = publicKey.length > 200;
  if (decodeSm2Key(publicKey)) return certifySm2Key(publicKey, commonName);
  const kind = isRsa ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : algorithm;
  const subjectKey = await webcrypto.subtle.importKey('spki', Uint8Array.from(publicKey), kind, true, ['verify']);
  const authority = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create(
    {
      subject: `CN=${commonName}`,
      issuer: 'CN=Test CA',
      notBefore: new Date(Date.now() - 1000),
      notAfter: new Date(Date.now() + 24 * 60 * 60 * 1000),
      publicKey: subjectKey,
      signingKey: authority.privateKey,
      signingAlgorithm: algorithm,
    },
    webcrypto as unknown as Crypto,
  );
  return describe(new Uint8Array(certificate.rawData), commonName);
}

/** WebCrypto knows no SM2: another key is certified and this one put in its place. Nobody here looks at the signature. */
async function certifySm2Key(publicKey: Uint8Array, commonName: string) {
  const other = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const spki = new Uint8Array(await webcrypto.subtle.exportKey('spki', other.publicKey));
  const { der } = await certifyKey(spki, commonName);
  const bytes = Buffer.from(der);
  // Both take 91 octets.
  bytes.set(publicKey, bytes.indexOf(spki));
  return describe(new Uint8Array(bytes), commonName);
}

function describe(der: Uint8Array, commonName: string) {
  const { subject, issuer, serialNumber } = new ParsedCertificate(der);
  return { der, subject, issuer, serialNumber, label: commonName };
}
