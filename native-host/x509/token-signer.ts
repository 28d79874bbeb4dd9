// A key on the token as something that can sign, for the code that builds requests and proofs.
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';
import { encodeNull, encodeOid, encodeSequence } from '../asn1/write-der.ts';
import { encodeSignature } from '../sm2/signature-form.ts';
import { decodeSm2Key } from '../sm2/sm2-key.ts';

/** All that requests and CMS need of a kind of key: what it signs with, and under which names. */
export interface TokenSigner {
  readonly type: 'RSA' | 'EC' | 'SM2';
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** AlgorithmIdentifier (DER) of the hash. */
  readonly digestAlgorithm: Uint8Array;
  /** AlgorithmIdentifier (DER) of the signature. */
  readonly signatureAlgorithm: Uint8Array;
  digest(data: Uint8Array): Promise<Uint8Array>;
  /** Signature over `data`, as X.509 and CMS write it. Already checked against the public key. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

const sha256 = encodeSequence(encodeOid('2.16.840.1.101.3.4.2.1'), encodeNull());
/** GM/T 0006. */
const sm3 = encodeSequence(encodeOid('1.2.156.10197.1.401'));
const signatureAlgorithms = {
  /** sha256WithRSAEncryption (RFC 4055 §5); CMS takes it as well as rsaEncryption (RFC 3370 §3.2). */
  RSA: encodeSequence(encodeOid('1.2.840.113549.1.1.11'), encodeNull()),
  /** ecdsa-with-SHA256, parameters absent (RFC 5758 §3.2). */
  EC: encodeSequence(encodeOid('1.2.840.10045.4.3.2')),
  /** SM2-with-SM3 (GM/T 0006), parameters absent. */
  SM2: encodeSequence(encodeOid('1.2.156.10197.1.501')),
};

/**
 * Wraps a token's signing so that each signature is verified here before it is used: a driver that answers OK
 * with a wrong signature must not cost an order.
 * @param signOnToken RSASSA-PKCS1-v1_5 or ECDSA over SHA-256, or SM2 over SM3; the last two as r‖s
 * @throws AppError TOKEN_UNSUPPORTED for a key that cannot be verified here, TOKEN_FAILED from `sign` when the signature does not verify
 */
export function createTokenSigner(
  publicKey: Uint8Array,
  signOnToken: (publicKey: Uint8Array, data: Uint8Array) => Promise<Uint8Array>,
): TokenSigner {
  const key = readKey(publicKey);
  const point = decodeSm2Key(publicKey);
  const type = point ? 'SM2' : key.asymmetricKeyType === 'rsa' ? 'RSA' : 'EC';
  // Node verifies SM2 only with an empty signer id, which nobody has.
  const isValid = async (data: Uint8Array, signature: Uint8Array) =>
    point
      ? (await import('../../shared/sm2.ts')).verifySm2(point, data, signature)
      : verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);
  return {
    type,
    publicKey,
    digestAlgorithm: point ? sm3 : sha256,
    signatureAlgorithm: signatureAlgorithms[type],
    digest: async (data) =>
      point ? (await import('../../shared/sm2.ts')).hashSm3(data) : createHash('sha256').update(data).digest(),
    async sign(data) {
      const signature = await signOnToken(publicKey, data);
      if (!(await isValid(data, signature)))
        throw new AppError('TOKEN_FAILED', { reason: 'signature does not verify' });
      return type === 'RSA' ? signature : encodeSignature(signature);
    },
  };
}

function readKey(publicKey: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new AppError('TOKEN_UNSUPPORTED', { reason: 'kind of key' }, { cause });
  }
}
