// A key pair by openssl with the portal CA's certificate, for tokens whose memory is written straight.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOpenssl } from '../../portal/ca/run-openssl.ts';
import { sm2SigningOptions } from '../../portal/ca/sm2-options.ts';
import type { Unit } from '../../portal/ca/unit.ts';
import type { Portal } from '../../portal/start-portal.ts';

const dayMs = 86_400_000;

export interface CertifiedKeyOptions {
  readonly keyAlgorithm: 'RSA-1024' | 'RSA-2048' | 'SM2';
  readonly unit: Unit;
  readonly portal: Pick<Portal, 'issueCertificate'>;
  readonly use: 'sign' | 'enc';
  /** Until the certificate runs out (default 20). */
  readonly daysLeft?: number;
}

export interface CertifiedKey {
  /** PKCS#8, DER. */
  readonly pkcs8: Buffer;
  /** DER. */
  readonly certificate: Buffer;
  readonly pem: string;
}

export async function makeCertifiedKey(options: CertifiedKeyOptions): Promise<CertifiedKey> {
  const { keyAlgorithm, unit, portal, use, daysLeft = 20 } = options;
  const work = await mkdtemp(join(tmpdir(), 'key-'));
  try {
    const keyFile = join(work, 'key.pem');
    const isSm2 = keyAlgorithm === 'SM2';
    const kind = isSm2 ? ['SM2'] : ['RSA', '-pkeyopt', `rsa_keygen_bits:${keyAlgorithm.slice(4)}`];
    await runOpenssl(['genpkey', '-algorithm', ...kind, '-out', keyFile]);
    const signing = isSm2 ? ['-sm3', ...sm2SigningOptions] : [];
    const request = ['-new', '-key', keyFile, '-subj', '/CN=token', '-outform', 'DER'];
    const pkcs10 = await runOpenssl(['req', ...request, ...signing]);
    const notAfter = new Date(Date.now() + daysLeft * dayMs);
    const notBefore = new Date(notAfter.getTime() - 365 * dayMs);
    const purpose = use === 'sign' ? 'signing' : 'encryption';
    const pem = await portal.issueCertificate({ pkcs10, unit, notBefore, notAfter, use: purpose });
    return {
      pkcs8: await runOpenssl(['pkcs8', '-topk8', '-nocrypt', '-in', keyFile, '-outform', 'DER']),
      certificate: await runOpenssl(['x509', '-outform', 'DER'], Buffer.from(pem)),
      pem,
    };
  } finally {
    await rm(work, { recursive: true });
  }
}
