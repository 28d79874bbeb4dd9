// SM2, SM3 and SM4 (GM/T 0002, 0003, 0004): the one file that knows the library which computes them. Loaded only when a key is SM2.
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { sm2, sm3, sm4 } from 'sm-crypto-v2';

/** What every Chinese CA and token mixes in (GM/T 0009 §10). It has to be given always: other tools take none as the default. */
const defaultSignerId = '1234567812345678';

/** Order of the base point (GM/T 0003.5). */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** What SM2 encryption gives (GM/T 0003.4): a point, a digest and the text. */
export interface Sm2Cipher {
  /** 32 octets each. */
  readonly x: Uint8Array;
  readonly y: Uint8Array;
  readonly hash: Uint8Array;
  /** As long as the plain text. */
  readonly text: Uint8Array;
}

/** SM3 digest, 32 octets. */
export function hashSm3(data: Uint8Array): Uint8Array {
  return hexToBytes(sm3(data));
}

/** Whether 04‖x‖y is a point on the curve. */
export function isSm2Point(point: Uint8Array): boolean {
  if (point.length !== 65 || point[0] !== 4) return false;
  try {
    return sm2.verifyPublicKey(bytesToHex(point));
  } catch {
    // The library throws over some points and answers over others; both mean no.
    return false;
  }
}

/**
 * e = SM3(Z ‖ message), what is signed. Z binds the signer's id and key (GM/T 0003.2 §5.5).
 * @param point 04‖x‖y
 */
export function digestForSm2(point: Uint8Array, message: Uint8Array, signerId = defaultSignerId): Uint8Array {
  return hexToBytes(sm2.getHash(message, bytesToHex(point), signerId));
}

/** Z, which SM3 takes before the message: the signer's id and key (GM/T 0003.2 §5.5). @param point 04‖x‖y. @returns 32 octets */
export function prefixForSm2(point: Uint8Array, signerId = defaultSignerId): Uint8Array {
  return new Uint8Array(sm2.getZ(bytesToHex(point), signerId));
}

/**
 * Whether the signature over `digest` holds.
 * @param point 04‖x‖y
 * @param signature r‖s, 64 octets
 */
export function verifySm2Digest(point: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || digest.length !== 32 || !isSm2Point(point)) return false;
  // The library leaves the range of r and s to its caller (GM/T 0003.2 §7.1, steps B1 and B2).
  const isInRange = (part: Uint8Array) => {
    const value = BigInt(`0x${bytesToHex(part)}`);
    return value > 0n && value < order;
  };
  if (!isInRange(signature.subarray(0, 32)) || !isInRange(signature.subarray(32))) return false;
  try {
    return sm2.doVerifySignature(digest, bytesToHex(signature), bytesToHex(point));
  } catch {
    // A sum that is the point at infinity: no signature.
    return false;
  }
}

/** Whether the signature over `message` holds, with the id that everybody uses. @param signature r‖s */
export function verifySm2(point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return isSm2Point(point) && verifySm2Digest(point, digestForSm2(point, message), signature);
}

/** Encrypts to the holder of the key. @param point 04‖x‖y */
export function encryptSm2(point: Uint8Array, data: Uint8Array): Sm2Cipher {
  const bytes = hexToBytes(sm2.doEncrypt(data, bytesToHex(point), 1));
  return { x: bytes.slice(0, 32), y: bytes.slice(32, 64), hash: bytes.slice(64, 96), text: bytes.slice(96) };
}

/** SM4 in ECB mode without padding. @param key 16 octets. @param data a multiple of 16 octets */
export function encryptSm4(key: Uint8Array, data: Uint8Array): Uint8Array {
  return sm4.encrypt(data, key, { mode: 'ecb', padding: 'none', output: 'array' });
}
