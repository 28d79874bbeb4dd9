// Lets openssl judge the CMS SignedData by which the old certificate's key vouches for a request.
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateAuthority } from './open-authority.ts';
import { tryOpenssl } from './run-openssl.ts';

export interface Proof {
  /** DER ContentInfo with SignedData. */
  readonly proof: Uint8Array;
  /** DER that must be its content, octet for octet. */
  readonly pkcs10: Uint8Array;
  /** PEM of the certificate on record: only its key counts. */
  readonly recordedCertificatePem: string;
}

function isOnlyCertificate(pem: string, expectedPem: string): boolean {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----/g) ?? [];
  return certificates.length === 1 && new X509Certificate(pem).raw.equals(new X509Certificate(expectedPem).raw);
}

/** True when `openssl cms -verify` accepts the proof by the certificate on record and its content is the request. */
export async function verifyProof(authority: CertificateAuthority, given: Proof): Promise<boolean> {
  const work = await mkdtemp(join(authority.directory, 'work-'));
  const at = (name: string) => join(work, name);
  try {
    await writeFile(at('proof.der'), given.proof);
    await writeFile(at('recorded.pem'), given.recordedCertificatePem);
    const outcome = await tryOpenssl([
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', at('proof.der')],
      // Certificates that came inside the proof may not be the signer.
      ...['-nointern', '-certfile', at('recorded.pem'), '-CAfile', authority.chainPem, '-purpose', 'any'],
      // A certificate may be renewed for a year after it ran out; the order service looks at the dates.
      ...['-no_check_time', '-signer', at('signer.pem'), '-out', at('content.der')],
    ]);
    if (outcome.exitCode !== 0) return false;
    // A SignedData without any signer is a success to openssl: see who signed, not only that nothing failed.
    const signer = await readFile(at('signer.pem'), 'utf8').catch(() => '');
    if (!isOnlyCertificate(signer, given.recordedCertificatePem)) return false;
    return (await readFile(at('content.der'))).equals(given.pkcs10);
  } finally {
    await rm(work, { recursive: true });
  }
}
