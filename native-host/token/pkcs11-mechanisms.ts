// What a token can do with keys of a kind: asked before a key is made, and before one signs.
import type { Handle } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import type { KeyAlgorithm } from './driver.ts';
import type { MechanismInfo, Pkcs11Library } from './pkcs11-library.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { ckr, Pkcs11Error } from './pkcs11-return-values.ts';

/** The mechanism that makes the key, and those that sign with it, best first. */
const rsa = {
  generation: pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN,
  signing: [pkcs11.CKM_SHA256_RSA_PKCS, pkcs11.CKM_RSA_PKCS, pkcs11.CKM_RSA_X_509],
};
const wanted = {
  /** `octets`: 2048, 3072 and 4096 bits, as drivers say it that state octets. */
  'RSA-2048': { ...rsa, bits: 2048, octets: [256, 384, 512] },
  'RSA-3072': { ...rsa, bits: 3072, octets: [384, 512] },
  'RSA-4096': { ...rsa, bits: 4096, octets: [512] },
  'P-256': {
    generation: pkcs11.CKM_EC_KEY_PAIR_GEN,
    signing: [pkcs11.CKM_ECDSA, pkcs11.CKM_ECDSA_SHA256],
    bits: 256,
    octets: [32, 48, 65, 66],
  },
} as const satisfies Record<Exclude<KeyAlgorithm, 'SM2'>, unknown>;

/** Whether the token makes keys of the kind and signs with them. @throws AppError TOKEN_UNSUPPORTED, Pkcs11Error */
export function assertKeySupport(library: Pkcs11Library, slot: Handle, algorithm: KeyAlgorithm): void {
  // By vendors' mechanisms, see pkcs11-sm2-sets.ts.
  if (algorithm === 'SM2') return;
  const { generation, bits, octets } = wanted[algorithm];
  const listed = listMechanisms(library, slot);
  // A driver that keeps its list to itself: then only trying tells.
  if (!listed) return;
  if (!listed.includes(generation)) refuse(`no mechanism to make ${algorithm} keys`);
  if (!listSigning(library, slot, algorithm).length) refuse(`no mechanism to sign with ${algorithm} keys`);
  const info = readInfo(library, slot, generation);
  if (info && !isWithin(info, bits, octets)) refuse(`${info.minKeySize} to ${info.maxKeySize} bits`);
}

/** The mechanisms by which the token signs with such keys, best first; all that could be when it does not say. */
export function listSigning(library: Pkcs11Library, slot: Handle, algorithm: keyof typeof wanted): number[] {
  const { signing } = wanted[algorithm];
  const listed = listMechanisms(library, slot);
  if (!listed) return [...signing];
  return signing.filter((mechanism) => {
    if (!listed.includes(mechanism)) return false;
    const flags = readInfo(library, slot, mechanism)?.flags;
    // Listed for verifying only; without any flag the driver just does not say.
    return !flags || (flags & pkcs11.CKF_SIGN) !== 0;
  });
}

/** Null where the driver has no list. */
export function listMechanisms(library: Pkcs11Library, slot: Handle): number[] | null {
  try {
    const listed = library.C_GetMechanismList(slot);
    return listed.length > 0 ? listed : null;
  } catch (error) {
    if (error instanceof Pkcs11Error && error.code === ckr.CKR_FUNCTION_NOT_SUPPORTED) return null;
    throw error;
  }
}

function readInfo(library: Pkcs11Library, slot: Handle, mechanism: number): MechanismInfo | null {
  try {
    return library.C_GetMechanismInfo(slot, mechanism);
  } catch (error) {
    // Some drivers list what they do not describe.
    if (error instanceof Pkcs11Error) return null;
    throw error;
  }
}

function isWithin({ minKeySize, maxKeySize }: MechanismInfo, bits: number, octets: readonly number[]): boolean {
  if (maxKeySize <= 0 || octets.includes(maxKeySize)) return true;
  return minKeySize <= bits && bits <= maxKeySize;
}

function refuse(reason: string): never {
  throw new AppError('TOKEN_UNSUPPORTED', { reason });
}
