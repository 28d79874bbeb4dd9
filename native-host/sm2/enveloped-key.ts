// A private key for encryption as a CA sends it: under a symmetric key, which is under the new signing key of the token.
import type { Sm2Cipher } from '../../shared/sm2.ts';
import { encodeSm2Key } from './sm2-key.ts';

interface Enveloped {
  /** Of the cipher that hides the private key: SGD_SM4_ECB, SGD_SM1_ECB … (GM/T 0006). */
  readonly algorithm: number;
  readonly encryptedPrivateKey: Uint8Array;
}

/** GM/T 0009 §7.4 and GM/T 0016 §6.4.10. */
export interface Sm2EnvelopedKey extends Enveloped {
  readonly type: 'SM2';
  /** 32 octets, or the 64 of ENVELOPEDKEYBLOB as the CA filled them. */
  readonly encryptedPrivateKey: Uint8Array;
  /** 04‖x‖y of the public key. */
  readonly point: Uint8Array;
  /** The symmetric key, encrypted to the signing key. */
  readonly wrappingKey: Sm2Cipher;
}

/** What SKF_ImportRSAKeyPair takes (GM/T 0016 §6.6.7). */
interface RsaEnvelopedKey extends Enveloped {
  readonly type: 'RSA';
  /** RSAPrivateKey or PrivateKeyInfo, DER, under `algorithm`. */
  readonly encryptedPrivateKey: Uint8Array;
  /** SubjectPublicKeyInfo (DER), from the certificate: the envelope itself does not tell it. */
  readonly publicKey: Uint8Array;
  /** The symmetric key, encrypted to the signing key by PKCS#1 v1.5. */
  readonly wrappingKey: Uint8Array;
}

export type EnvelopedKey = Sm2EnvelopedKey | RsaEnvelopedKey;

/** SubjectPublicKeyInfo (DER) of the key inside. */
export function readEnvelopedPublicKey(envelope: EnvelopedKey): Uint8Array {
  return envelope.type === 'SM2' ? encodeSm2Key(envelope.point) : envelope.publicKey;
}
