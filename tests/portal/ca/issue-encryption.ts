// The second certificate of a pair: for encryption, over a key pair that the CA makes and keeps a copy of.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CertificateOrder, issueCertificate } from './issue-certificate.ts';
import type { CertificateAuthority } from './open-authority.ts';
import { runOpenssl } from './run-openssl.ts';

/** Certificate and private key as PEM. No client gets the key: its envelope is not for standard PKCS#11 (FIELD §2). */
export async function issueEncryption(
  authority: CertificateAuthority,
  order: Pick<CertificateOrder, 'unit' | 'notBefore' | 'notAfter'>,
): Promise<{ certificatePem: string; privateKeyPem: string }> {
  const work = await mkdtemp(join(authority.directory, 'work-'));
  try {
    const keyFile = join(work, 'key.pem');
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile];
    const pkcs10 = await runOpenssl(['req', '-new', ...key, '-subj', '/CN=encryption', '-outform', 'DER']);
    const certificatePem = await issueCertificate(authority, { ...order, pkcs10, use: 'encryption' });
    return { certificatePem, privateKeyPem: await readFile(keyFile, 'utf8') };
  } finally {
    await rm(work, { recursive: true });
  }
}
