// A key on the token as something that can sign, for the code that builds requests and proofs.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';
import { encodeInteger, encodeNull, encodeOid, encodeSequence } from './write-der.ts';

/** All that requests and CMS need of a kind of key: what it signs with, and under which names. */
export interface TokenSigner {
  readonly type: 'RSA' | 'EC';
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** AlgorithmIdentifier (DER) of the hash. */
  readonly digestAlgorithm: Uint8Array;
  /** AlgorithmIdentifier (DER) of the signature. */
  readonly signatureAlgorithm: Uint8Array;
  digest(data: Uint8Array): Uint8Array;
  /** Signature over `data`, as X.509 and CMS write it. Already checked against the public key. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

const digestAlgorithm = encodeSequence(encodeOid('2.16.840.1.101.3.4.2.1'), encodeNull());
const signatureAlgorithms = {
  /** sha256WithRSAEncryption (RFC 4055 §5); CMS takes it as well as rsaEncryption (RFC 3370 §3.2). */
  RSA: encodeSequence(encodeOid('1.2.840.113549.1.1.11'), encodeNull()),
  /** ecdsa-with-SHA256, parameters absent (RFC 5758 §3.2). */
  EC: encodeSequence(encodeOid('1.2.840.10045.4.3.2')),
};

/**
 * Wraps a token's signing so that each signature is verified here before it is used: a driver that answers OK
 * with a wrong signature must not cost an order.
 * @param signOnToken SHA-256 signature: RSASSA-PKCS1-v1_5, or ECDSA as r‖s
 * @throws AppError TOKEN_FAILED from `sign` when the signature does not verify
 */
export function createTokenSigner(
  publicKey: Uint8Array,
  signOnToken: (publicKey: Uint8Array, data: Uint8Array) => Promise<Uint8Array>,
): TokenSigner {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  const type = key.asymmetricKeyType === 'rsa' ? 'RSA' : 'EC';
  return {
    type,
    publicKey,
    digestAlgorithm,
    signatureAlgorithm: signatureAlgorithms[type],
    digest: (data) => createHash('sha256').update(data).digest(),
    async sign(data) {
      const signature = await signOnToken(publicKey, data);
      if (!verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature))
        throw new AppError('TOKEN_FAILED', { reason: 'signature does not verify' });
      return type === 'RSA' ? signature : encodeEcdsaSignature(signature);
    },
  };
}

/** r‖s to ECDSA-Sig-Value (RFC 3279 §2.2.3). */
function encodeEcdsaSignature(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  return encodeSequence(encodeInteger(signature.subarray(0, half)), encodeInteger(signature.subarray(half)));
}
