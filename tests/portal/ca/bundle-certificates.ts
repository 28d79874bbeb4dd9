// Packs certificates into the certs-only PKCS#7 that the order service hands out.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertificateAuthority } from './open-authority.ts';
import { runOpenssl } from './run-openssl.ts';

/** DER PKCS#7 with the certificates in their order, the issuing CA and the root. */
export async function bundleCertificates(
  authority: CertificateAuthority,
  ...certificatePems: readonly string[]
): Promise<Buffer> {
  const work = await mkdtemp(join(tmpdir(), 'bundle-'));
  try {
    const leaf = join(work, 'certificates.pem');
    await writeFile(leaf, certificatePems.join('\n'));
    const files = [leaf, authority.issuingPem, authority.rootPem].flatMap((file) => ['-certfile', file]);
    return await runOpenssl(['crl2pkcs7', '-nocrl', ...files, '-outform', 'DER']);
  } finally {
    await rm(work, { recursive: true });
  }
}
