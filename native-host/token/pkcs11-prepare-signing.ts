// What a mechanism wants to be given for a SHA-256 signature over some data: the data, their digest, or padded bytes.
import { createHash } from 'node:crypto';
import { pkcs11 } from './pkcs11-numbers.ts';
import type { PublicKeyValue } from './public-key.ts';

/** DigestInfo header for SHA-256 (RFC 8017 §9.2). */
const sha256DigestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** @returns the argument of C_Sign */
export function prepareSigning(mechanism: number, key: PublicKeyValue, data: Uint8Array): Buffer {
  const digest = () => createHash('sha256').update(data).digest();
  switch (mechanism) {
    case pkcs11.CKM_ECDSA:
      return digest();
    case pkcs11.CKM_RSA_PKCS:
      return Buffer.concat([sha256DigestInfo, digest()]);
    case pkcs11.CKM_RSA_X_509:
      return padAsSignature(Buffer.concat([sha256DigestInfo, digest()]), key);
    default:
      return Buffer.from(data);
  }
}

/** EMSA-PKCS1-v1_5 (RFC 8017 §9.2), for tokens that only know the bare RSA operation. */
function padAsSignature(digestInfo: Buffer, key: PublicKeyValue): Buffer {
  const modulus = key.type === 'RSA' ? key.modulus : Buffer.alloc(0);
  const padded = Buffer.alloc(modulus.length - (modulus[0] === 0 ? 1 : 0), 0xff);
  padded.set([0x00, 0x01]);
  padded[padded.length - digestInfo.length - 1] = 0x00;
  padded.set(digestInfo, padded.length - digestInfo.length);
  return padded;
}
