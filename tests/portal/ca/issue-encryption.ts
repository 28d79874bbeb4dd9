// The second certificate of a pair: for encryption, over a key pair that the CA makes and keeps a copy of.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CertificateOrder, issueCertificate } from './issue-certificate.ts';
import type { CertificateAuthority } from './open-authority.ts';
import { runOpenssl } from './run-openssl.ts';
import { sm2SigningOptions } from './sm2-options.ts';

/** Certificate and private key as PEM. The key leaves the CA in an envelope only (envelope-key.ts), and only when it is SM2. */
export async function issueEncryption(
  authority: CertificateAuthority,
  order: Pick<CertificateOrder, 'unit' | 'notBefore' | 'notAfter'>,
): Promise<{ certificatePem: string; privateKeyPem: string }> {
  const work = await mkdtemp(join(authority.directory, 'work-'));
  try {
    const keyFile = join(work, 'key.pem');
    const isSm2 = authority.algorithm === 'SM2';
    const kind = isSm2 ? ['SM2'] : ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    await runOpenssl(['genpkey', '-algorithm', ...kind, '-out', keyFile]);
    const signing = isSm2 ? ['-sm3', ...sm2SigningOptions] : [];
    const request = ['req', '-new', '-key', keyFile, '-subj', '/CN=encryption', '-outform', 'DER', ...signing];
    const pkcs10 = await runOpenssl(request);
    const certificatePem = await issueCertificate(authority, { ...order, pkcs10, use: 'encryption' });
    return { certificatePem, privateKeyPem: await readFile(keyFile, 'utf8') };
  } finally {
    await rm(work, { recursive: true });
  }
}
