// The one place where signatures on certificates are verified, and where it is said which algorithms and keys still count.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readDer, readMembers, readOid } from '../asn1/der.ts';
import { decodeSignature } from '../sm2/signature-form.ts';
import { decodeSm2Key } from '../sm2/sm2-key.ts';
import { useSm2 } from '../sm2/sm2-on-demand.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';

/**
 * - `strong`: good by today's measure
 * - `legacy`: SHA-1, or RSA under 2048 bits: still found under old CAs of this trade
 * - `weak`: verifies, and anybody with some machines could have made it: MD5, RSA under 1024 bits
 * - `none`: does not verify, or by nothing that we know
 */
export type SignatureStrength = 'strong' | 'legacy' | 'weak' | 'none';

interface SignatureScheme {
  readonly keyType: 'rsa' | 'ec';
  readonly hash: string;
  readonly strength: Exclude<SignatureStrength, 'none'>;
}

/** Signature algorithms by OID (RFC 4055 §5, RFC 5758 §3.2, RFC 3279 §2.2). Another kind of key is another row and another key reader. */
const schemes: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.4': { keyType: 'rsa', hash: 'md5', strength: 'weak' },
  '1.2.840.113549.1.1.5': { keyType: 'rsa', hash: 'sha1', strength: 'legacy' },
  '1.3.14.3.2.29': { keyType: 'rsa', hash: 'sha1', strength: 'legacy' },
  '1.2.840.113549.1.1.11': { keyType: 'rsa', hash: 'sha256', strength: 'strong' },
  '1.2.840.113549.1.1.12': { keyType: 'rsa', hash: 'sha384', strength: 'strong' },
  '1.2.840.113549.1.1.13': { keyType: 'rsa', hash: 'sha512', strength: 'strong' },
  '1.2.840.10045.4.1': { keyType: 'ec', hash: 'sha1', strength: 'legacy' },
  '1.2.840.10045.4.3.2': { keyType: 'ec', hash: 'sha256', strength: 'strong' },
  '1.2.840.10045.4.3.3': { keyType: 'ec', hash: 'sha384', strength: 'strong' },
  '1.2.840.10045.4.3.4': { keyType: 'ec', hash: 'sha512', strength: 'strong' },
};
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** SM2-with-SM3 (GM/T 0006). Node would verify it with an empty signer id, which no CA has. */
const sm2WithSm3 = '1.2.156.10197.1.501';

/**
 * Whether `publicKey` (SubjectPublicKeyInfo, DER) made the certificate's signature, and what that is worth. Where SM2 may be
 * among the data, loadSm2For comes first.
 */
export function verifySignature(certificate: ParsedCertificate, publicKey: Uint8Array): SignatureStrength {
  if (readAlgorithm(certificate.signatureAlgorithm) === sm2WithSm3)
    return verifySm2Signature(certificate, publicKey) ? 'strong' : 'none';
  const scheme = findScheme(certificate.signatureAlgorithm);
  const key = scheme && readKey(publicKey);
  if (!key || key.asymmetricKeyType !== scheme.keyType) return 'none';
  const keyStrength = judgeKey(key);
  if (keyStrength === 'none') return 'none';
  if (!tryVerify(scheme.hash, certificate, key)) return 'none';
  const order = ['weak', 'legacy', 'strong'] as const;
  return order.find((strength) => strength === scheme.strength || strength === keyStrength) ?? 'none';
}

/**
 * A public key in one form, to compare keys: what its octets say and not how an encoder wrote the algorithm's parameters.
 */
export function normaliseKey(publicKey: Uint8Array): Buffer {
  return readKey(publicKey)?.export({ type: 'spki', format: 'der' }) ?? Buffer.from(publicKey);
}

/**
 * Under RSA with an exponent of his choice, and on a curve with a base point of his choice, anybody can make a key that
 * verifies a given signature, the old certificate's too. Such keys prove nothing and are none.
 */
function judgeKey({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): SignatureStrength {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = asymmetricKeyDetails;
  if (asymmetricKeyType === 'ec') return curves.has(namedCurve) ? 'strong' : 'none';
  const isCommonExponent = publicExponent >= 3n && publicExponent < 1n << 33n && publicExponent % 2n === 1n;
  if (asymmetricKeyType !== 'rsa' || !isCommonExponent) return 'none';
  if (modulusLength < 1024) return 'weak';
  return modulusLength < 2048 ? 'legacy' : 'strong';
}

function verifySm2Signature({ tbs, signature }: ParsedCertificate, publicKey: Uint8Array): boolean {
  const point = decodeSm2Key(publicKey);
  const numbers = decodeSignature(signature);
  return point !== null && numbers !== null && useSm2().verifySm2(point, tbs, numbers);
}

function readAlgorithm(algorithm: Uint8Array): string {
  const [oid] = readMembers(readDer(algorithm));
  return oid ? readOid(oid) : '';
}

function findScheme(algorithm: Uint8Array): SignatureScheme | undefined {
  const name = readAlgorithm(algorithm);
  return Object.hasOwn(schemes, name) ? schemes[name] : undefined;
}

function readKey(publicKey: Uint8Array): KeyObject | null {
  // A curve is named by its OID; parameters written out (a SEQUENCE) may be anybody's.
  const [algorithm] = readMembers(readDer(publicKey));
  const [, parameters] = algorithm ? readMembers(algorithm) : [];
  if (parameters?.tag === 0x30) return null;
  try {
    return createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  } catch {
    // A kind of key that OpenSSL does not know, or no key at all.
    return null;
  }
}

function tryVerify(hash: string, { tbs, signature }: ParsedCertificate, key: KeyObject): boolean {
  try {
    return verify(hash, tbs, key, signature);
  } catch {
    // OpenSSL's own policy refuses the key or the hash: then it does not verify here.
    return false;
  }
}
