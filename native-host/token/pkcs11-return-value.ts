// The error of a PKCS#11 function as pkcs11js throws it, for libraries that are called by other means.
import pkcs11 from 'pkcs11js';

/** Message: the name of the CKR; `code`: its number. */
export function makePkcs11Error(value: number): Error {
  const known = Object.entries(pkcs11).find(([name, number]) => number === value && name.startsWith('CKR_'));
  return Object.assign(new Error(known?.[0] ?? 'CKR_VENDOR_DEFINED'), { code: value });
}
