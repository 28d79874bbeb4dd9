// C_Initialize, in the forms that libraries of different makers accept.
import type { Pkcs11Library } from './pkcs11-library.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { ckr, Pkcs11Error } from './pkcs11-return-values.ts';

/** What a library answers that would rather have other arguments. */
const otherArguments: readonly number[] = [
  ckr.CKR_ARGUMENTS_BAD,
  ckr.CKR_CANT_LOCK,
  ckr.CKR_NEED_TO_CREATE_THREADS,
  ckr.CKR_FUNCTION_NOT_SUPPORTED,
];

/**
 * Locking by the system first: p11-kit's client and trust modules and gnome-keyring start in no other way. Then the two
 * forms for a program with one thread (PKCS#11 v2.40 §5.4), for libraries that know no locks.
 * @throws Pkcs11Error that says most about why the library does not start
 */
export function initialize(library: Pkcs11Library): void {
  const refusals: Pkcs11Error[] = [];
  for (const flags of [pkcs11.CKF_OS_LOCKING_OK, 0, ...(library.canPassNull ? [null] : [])]) {
    const refusal = tryToInitialize(library, flags);
    if (!refusal) return;
    if (!otherArguments.includes(refusal.code)) throw refusal;
    refusals.push(refusal);
  }
  throw refusals[0];
}

function tryToInitialize(library: Pkcs11Library, flags: number | null): Pkcs11Error | null {
  try {
    library.C_Initialize(flags);
    return null;
  } catch (error) {
    if (!(error instanceof Pkcs11Error)) throw error;
    // A proxy that starts what it stands for may have started it already; it is at our service.
    return error.code === ckr.CKR_CRYPTOKI_ALREADY_INITIALIZED ? null : error;
  }
}
