// Lets openssl judge a PKCS#10 and tells what stands in it.
import { createPublicKey } from 'node:crypto';
import type { NameAttribute } from '../../../shared/certificate.ts';
import { hashPublicKey } from './hash-public-key.ts';
import { isSm2Request } from './issue-certificate.ts';
import { runOpenssl, tryOpenssl } from './run-openssl.ts';
import { sm2VerifyingOptions } from './sm2-options.ts';

export interface VerifiedRequest {
  /** Hex SHA-256 of the SubjectPublicKeyInfo. */
  readonly publicKeyHash: string;
  /** Value of the challengePassword attribute (PKCS#9), undefined when there is not exactly one. */
  readonly challengePassword: string | undefined;
  /** RSA of at least 2048 bits, P-256, or SM2. */
  readonly isKeySupported: boolean;
  readonly isSm2: boolean;
  /** In the request's order, types as in shared/certificate.ts. */
  readonly subject: readonly NameAttribute[];
}

const shortNames: Record<string, string> = { serialNumber: 'SERIALNUMBER', street: 'STREET', emailAddress: 'E' };

async function readSubject(pkcs10: Uint8Array): Promise<NameAttribute[]> {
  // One attribute a line, nothing escaped.
  const print = ['req', '-inform', 'DER', '-noout', '-subject', '-nameopt', 'utf8,sep_multiline,sname'];
  const [, ...lines] = (await runOpenssl(print, pkcs10)).toString().split('\n');
  return lines
    .filter((line) => line.includes('='))
    .map((line) => {
      const [name = '', ...value] = line.trimStart().split('=');
      return { type: shortNames[name] ?? name, value: value.join('=') };
    });
}

/** The request's contents, or undefined when `openssl req -verify` does not accept it. */
export async function verifyRequest(pkcs10: Uint8Array): Promise<VerifiedRequest | undefined> {
  const isSm2 = await isSm2Request(pkcs10).catch(() => false);
  const options = isSm2 ? sm2VerifyingOptions : [];
  const verdict = await tryOpenssl(['req', '-inform', 'DER', '-verify', '-noout', ...options], pkcs10);
  // openssl 3.0 ends with 0 for a wrong signature too: the verdict is what it writes.
  if (verdict.exitCode !== 0 || !/^Certificate request self-signature verify OK$/m.test(verdict.stderr))
    return undefined;
  const publicKey = createPublicKey(
    (await runOpenssl(['req', '-inform', 'DER', '-noout', '-pubkey'], pkcs10)).toString(),
  );
  const text = (await runOpenssl(['req', '-inform', 'DER', '-noout', '-text'], pkcs10)).toString();
  const passwords = [...text.matchAll(/^\s*challengePassword\s*:(.*)$/gm)].map((match) => match[1]);
  const subject = await readSubject(pkcs10);
  const { modulusLength = 0, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  return {
    publicKeyHash: hashPublicKey(publicKey),
    challengePassword: passwords.length === 1 ? passwords[0] : undefined,
    isKeySupported:
      isSm2 || (publicKey.asymmetricKeyType === 'rsa' && modulusLength >= 2048) || namedCurve === 'prime256v1',
    isSm2,
    subject,
  };
}
