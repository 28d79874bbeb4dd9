// The second certificate of a pair: for encryption, over a key pair that the CA makes and keeps a copy of.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CertificateOrder, issueCertificate } from './issue-certificate.ts';
import type { CertificateAuthority } from './open-authority.ts';
import { runOpenssl } from './run-openssl.ts';
import { sm2SigningOptions } from './sm2-options.ts';

const keyOptions = {
  SM2: ['SM2'],
  RSA: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  EC: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
} as const;
export type EncryptionKeyKind = keyof typeof keyOptions;

/** Certificate and private key as PEM. The key leaves the CA hidden only (envelope-key.ts). */
export async function issueEncryption(
  authority: CertificateAuthority,
  order: Pick<CertificateOrder, 'unit' | 'notBefore' | 'notAfter'>,
  kind: EncryptionKeyKind,
): Promise<{ certificatePem: string; privateKeyPem: string }> {
  const work = await mkdtemp(join(authority.directory, 'work-'));
  try {
    const keyFile = join(work, 'key.pem');
    await runOpenssl(['genpkey', '-algorithm', ...keyOptions[kind], '-out', keyFile]);
    const privateKeyPem = await readFile(keyFile, 'utf8');
    const pkcs10 = await requestFor(privateKeyPem);
    const certificatePem = await issueCertificate(authority, { ...order, pkcs10, use: 'encryption' });
    return { certificatePem, privateKeyPem };
  } finally {
    await rm(work, { recursive: true });
  }
}

/** A PKCS#10 (DER) by this key. */
export async function requestFor(privateKeyPem: string): Promise<Buffer> {
  const work = await mkdtemp(join(tmpdir(), 'request-'));
  try {
    const keyFile = join(work, 'key.pem');
    await writeFile(keyFile, privateKeyPem);
    const isSm2 = (await runOpenssl(['pkey', '-in', keyFile, '-noout', '-text'])).includes('ASN1 OID: SM2');
    const signing = isSm2 ? ['-sm3', ...sm2SigningOptions] : [];
    return await runOpenssl(['req', '-new', '-key', keyFile, '-subj', '/CN=encryption', '-outform', 'DER', ...signing]);
  } finally {
    await rm(work, { recursive: true });
  }
}
