// The PKCS#10 certification request (RFC 2986), signed by the new key on the token.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Name as AsnName } from '@peculiar/asn1-x509';
import { ChallengePasswordAttribute, Name, Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { TokenSigner } from './token-signer.ts';

const rsaAlgorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const ecAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * Builds the request.
 * @param subject DER Name, taken over byte for byte
 * @param nonce the CA's single-use value; becomes challengePassword (RFC 2985 §5.4.1), so the request cannot be replayed
 * @returns DER CertificationRequest
 */
export async function buildRequest(subject: Uint8Array, signer: TokenSigner, nonce: string): Promise<Uint8Array> {
  const algorithm = signer.type === 'RSA' ? rsaAlgorithm : ecAlgorithm;
  const publicKey = await webcrypto.subtle.importKey('spki', signer.publicKey, algorithm, true, ['verify']);
  // The generator asks its crypto for these two only; the private key never is a WebCrypto key.
  const subtle = {
    exportKey: (format: 'spki', key: webcrypto.CryptoKey) => webcrypto.subtle.exportKey(format, key),
    sign: async (_algorithm: unknown, _key: unknown, data: ArrayBuffer) => {
      const signature = await signer.sign(new Uint8Array(data));
      return Uint8Array.from(signature).buffer;
    },
  };
  const privateKey = { type: 'private', algorithm, extractable: false, usages: ['sign'] };
  const request = await Pkcs10CertificateRequestGenerator.create(
    {
      name: new Name(AsnConvert.parse(subject, AsnName)),
      keys: { publicKey, privateKey } as unknown as CryptoKeyPair,
      signingAlgorithm: algorithm,
      attributes: [new ChallengePasswordAttribute(nonce)],
    },
    { subtle } as unknown as Crypto,
  );
  return new Uint8Array(request.rawData);
}
