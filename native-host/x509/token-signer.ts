// A key on the token as something that can sign, for the code that builds requests and proofs.
import { createPublicKey, verify } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';

export interface TokenSigner {
  readonly type: 'RSA' | 'EC';
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** SHA-256 signature: RSASSA-PKCS1-v1_5, or ECDSA as r‖s. Already checked against the public key. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/**
 * Wraps a token's signing so that each signature is verified here before it is used: a driver that answers OK
 * with a wrong signature must not cost an order.
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
    async sign(data) {
      const signature = await signOnToken(publicKey, data);
      if (!verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature))
        throw new AppError('TOKEN_FAILED', { reason: 'signature does not verify' });
      return signature;
    },
  };
}
