// A private key for encryption as a CA sends it: under an SM4 key, which is under the signing key of the token (GM/T 0009 §7.4).
import type { Sm2Cipher } from './sm2.ts';

export interface EnvelopedKey {
  /** Of the cipher that hides the private key: SGD_SM4_ECB, SGD_SM1_ECB … (GM/T 0006). */
  readonly algorithm: number;
  /** 32 octets under `algorithm`. */
  readonly encryptedPrivateKey: Uint8Array;
  /** 04‖x‖y of the public key. */
  readonly point: Uint8Array;
  /** The symmetric key, encrypted to the signing key. */
  readonly wrappingKey: Sm2Cipher;
}
