// Lets openssl judge the CMS SignedData by which the old certificate's key vouches for a request.
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

/** True when `openssl cms -verify` accepts the proof by the certificate on record and its content is the request. */
export async function verifyProof(authority: CertificateAuthority, given: Proof): Promise<boolean> {
  const work = await mkdtemp(join(authority.directory, 'work-'));
  const at = (name: string) => join(work, name);
  try {
    await writeFile(at('proof.der'), given.proof);
    await writeFile(at('recorded.pem'), given.recordedCertificatePem);
    const outcome = await tryOpenssl([
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', at('proof.der')],
      // The signer is looked for in the record only, not among the certificates that came inside the proof.
      ...['-nointern', '-certfile', at('recorded.pem'), '-CAfile', authority.chainPem, '-purpose', 'any'],
      // A certificate may be renewed for a year after it ran out; the order service looks at the dates.
      ...['-no_check_time', '-out', at('content.der')],
    ]);
    if (outcome.exitCode !== 0) return false;
    return (await readFile(at('content.der'))).equals(given.pkcs10);
  } finally {
    await rm(work, { recursive: true });
  }
}
