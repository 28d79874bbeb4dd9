// Public keys between PKCS#11's attributes and SubjectPublicKeyInfo, with Node's own crypto.
import { createHash, createPublicKey, type JsonWebKey, type KeyObject, X509Certificate } from 'node:crypto';
import { decodeSm2Key, encodeSm2Key } from '../sm2/sm2-key.ts';

/** What PKCS#11 stores of a public key. */
export type PublicKeyValue =
  | { readonly type: 'RSA'; readonly modulus: Buffer; readonly exponent: Buffer }
  /** Uncompressed point 04‖x‖y on P-256, or on the SM2 curve. */
  | { readonly type: 'EC' | 'SM2'; readonly point: Buffer };

/** SubjectPublicKeyInfo (DER) of a key read from a token. */
export function encodePublicKey(value: PublicKeyValue): Buffer {
  if (value.type === 'SM2') return encodeSm2Key(value.point);
  const key: JsonWebKey =
    value.type === 'RSA'
      ? { kty: 'RSA', n: value.modulus.toString('base64url'), e: value.exponent.toString('base64url') }
      : {
          kty: 'EC',
          crv: 'P-256',
          x: value.point.subarray(1, 33).toString('base64url'),
          y: value.point.subarray(33, 65).toString('base64url'),
        };
  return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'der' });
}

/** Reads a SubjectPublicKeyInfo (DER); null for keys other than RSA, P-256 and SM2. */
export function decodePublicKey(spki: Uint8Array): PublicKeyValue | null {
  return fromKey(createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }));
}

/** Public key of a DER certificate; null for keys other than RSA, P-256 and SM2, and for unreadable ones. */
export function readCertificateKey(der: Uint8Array): PublicKeyValue | null {
  try {
    return fromKey(new X509Certificate(der).publicKey);
  } catch {
    // OpenSSL cannot read every key that stands on a Chinese token; such a certificate is simply not ours to use.
    return null;
  }
}

/** Node has no JWK for SM2: its octets are read instead. */
function fromKey(key: KeyObject): PublicKeyValue | null {
  const point = decodeSm2Key(key.export({ type: 'spki', format: 'der' }));
  return point ? { type: 'SM2', point } : fromJwk(key.export({ format: 'jwk' }));
}

function fromJwk(key: JsonWebKey): PublicKeyValue | null {
  if (key.kty === 'RSA' && key.n && key.e)
    return { type: 'RSA', modulus: Buffer.from(key.n, 'base64url'), exponent: Buffer.from(key.e, 'base64url') };
  if (key.kty === 'EC' && key.crv === 'P-256' && key.x && key.y)
    return {
      type: 'EC',
      point: Buffer.concat([Buffer.from([4]), Buffer.from(key.x, 'base64url'), Buffer.from(key.y, 'base64url')]),
    };
  return null;
}

/** OBJECT IDENTIFIER prime256v1, DER, as it stands in CKA_EC_PARAMS. */
export const p256Parameters = Buffer.from('06082a8648ce3d030107', 'hex');

/** CKA_EC_POINT is a DER OCTET STRING by the standard and the raw point in some drivers; null when it is neither on P-256. */
export function unwrapPoint(value: Buffer): Buffer | null {
  if (value.length === 67 && value[0] === 0x04 && value[1] === 0x41 && value[2] === 0x04) return value.subarray(2);
  return value.length === 65 && value[0] === 0x04 ? value : null;
}

/** The standard's form of CKA_EC_POINT: the point in a DER OCTET STRING. */
export function wrapPoint(point: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x04, point.length]), point]);
}

/** Drivers pad numbers with zeros in front, or do not. */
function stripLeadingZeros(value: Buffer): Buffer {
  let start = 0;
  while (start < value.length - 1 && value[start] === 0) start += 1;
  return value.subarray(start);
}

/** Whether both are the same key. */
export function isSameKey(a: PublicKeyValue, b: PublicKeyValue): boolean {
  if (a.type === 'RSA' && b.type === 'RSA')
    return (
      stripLeadingZeros(a.modulus).equals(stripLeadingZeros(b.modulus)) &&
      stripLeadingZeros(a.exponent).equals(stripLeadingZeros(b.exponent))
    );
  return a.type !== 'RSA' && b.type !== 'RSA' && a.type === b.type && a.point.equals(b.point);
}

/** CKA_ID for a key: SHA-1 over the subjectPublicKey bits (RFC 5280 §4.2.1.2 method 1), 20 bytes. */
export function computeKeyId(spki: Uint8Array): Buffer {
  // The BIT STRING is the last element: for RSA everything behind its header, for a curve's point the last 65 bytes.
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const bits =
    key.asymmetricKeyType === 'rsa' ? key.export({ type: 'pkcs1', format: 'der' }) : Buffer.from(spki).subarray(-65);
  return createHash('sha1').update(bits).digest();
}
