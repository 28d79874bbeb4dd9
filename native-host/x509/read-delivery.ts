// What a CA delivers for an order, in the shapes of the field: one bundle or two, and for a pair the enveloped private key, in
// one piece or in two.
import { AppError } from '../../shared/errors/app-error.ts';
import type { EnvelopedKey } from '../sm2/enveloped-key.ts';
import { fitPrivateKey, readEnvelopedKey } from '../sm2/read-enveloped-key.ts';
import { readSm2Cipher } from '../sm2/read-sm2-cipher.ts';
import { decodeSm2Key } from '../sm2/sm2-key.ts';
import { bundleResponse } from './bundle-response.ts';
import { isAuthority } from './check-authority.ts';
import { parseReadable } from './parse-readable.ts';
import { describePublicKey } from './public-key-kind.ts';
import { readCertificates } from './read-certificates.ts';
import { normaliseKey } from './verify-signature.ts';

/** All of it base64. */
export interface Delivery {
  /** Certs-only bundle; what many RAs call P7DATA. */
  readonly certificates: string;
  /** The second certificate of a pair where it comes by itself, alone or in a bundle: P7DATA_ENC. */
  readonly encryptionCertificates?: string | undefined;
  /** SM2EnvelopedKey, ENVELOPEDKEYBLOB; or with `encryptionKeyWrap` the encrypted private key alone: ENCPRIVATEKEY. */
  readonly encryptionKey?: string | undefined;
  /** The symmetric key of `encryptionKey`, encrypted to the signing key: TEMPUKEK. */
  readonly encryptionKeyWrap?: string | undefined;
}

export interface ReadDelivery {
  /** DER of each certificate, byte for byte. */
  readonly certificates: readonly Uint8Array[];
  readonly envelope: EnvelopedKey | null;
}

/** Of the cipher, where the shape has no place for it: SGD_SM4_ECB (GM/T 0006). */
const usualCipher = 0x401;
const fromBase64 = (text: string) => Buffer.from(text, 'base64');

/**
 * @param signingKey SubjectPublicKeyInfo (DER) of the order's key
 * @throws AppError CERTIFICATE_MALFORMED, CERTIFICATE_INCOMPLETE
 */
export function readDelivery(delivery: Delivery, signingKey: Uint8Array): ReadDelivery {
  const { encryptionCertificates: second, encryptionKey, encryptionKeyWrap } = delivery;
  const certificates = [
    ...readCertificates(fromBase64(delivery.certificates)),
    ...(second === undefined ? [] : readCertificates(bundleResponse(fromBase64(second)))),
  ];
  if (encryptionKey === undefined) return { certificates, envelope: null };
  const key = fromBase64(encryptionKey);
  // RAs that have a field for the wrapped key fill it beside a whole envelope, too.
  const envelope =
    encryptionKeyWrap === undefined
      ? readEnvelopedKey(key)
      : (tryReadWhole(key) ?? joinParts(key, fromBase64(encryptionKeyWrap), findSecondKey(certificates, signingKey)));
  return { certificates, envelope };
}

function tryReadWhole(key: Uint8Array): EnvelopedKey | null {
  try {
    return readEnvelopedKey(key);
  } catch {
    // The encrypted private key alone, then.
    return null;
  }
}

function joinParts(encryptedPrivateKey: Uint8Array, wrapped: Uint8Array, publicKey: Uint8Array): EnvelopedKey {
  const point = decodeSm2Key(publicKey);
  if (point)
    return {
      type: 'SM2',
      algorithm: usualCipher,
      encryptedPrivateKey: fitPrivateKey(encryptedPrivateKey),
      point,
      wrappingKey: readSm2Cipher(wrapped),
    };
  if (describePublicKey(publicKey).keyAlgorithm !== 'RSA')
    throw new AppError('CERTIFICATE_MALFORMED', { reason: 'kind of encryption key' });
  return { type: 'RSA', algorithm: usualCipher, encryptedPrivateKey, publicKey, wrappingKey: wrapped };
}

/** SubjectPublicKeyInfo (DER) of the certificate that came beside the one for our key. */
function findSecondKey(certificates: readonly Uint8Array[], signingKey: Uint8Array): Uint8Array {
  const own = normaliseKey(signingKey);
  const second = parseReadable(certificates).find(
    (certificate) => !isAuthority(certificate) && !normaliseKey(certificate.publicKey).equals(own),
  );
  if (!second) throw new AppError('CERTIFICATE_INCOMPLETE');
  return second.publicKey;
}
