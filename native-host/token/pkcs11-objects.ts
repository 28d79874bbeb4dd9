// Finding and reading objects of a PKCS#11 session.
import pkcs11, { type Attribute, type Handle, type PKCS11 } from 'pkcs11js';
import { isAttributeUnavailable } from './pkcs11-error.ts';
import { isSameKey, type PublicKeyValue, readCertificateKey, unwrapPoint } from './public-key.ts';

/** A PKCS#11 library with one of its open sessions. */
export interface OpenSession {
  readonly library: PKCS11;
  readonly handle: Handle;
}

/** Handles of all objects that match. Always ends the search, else the session is stuck. */
export function findObjects({ library, handle }: OpenSession, template: Attribute[]): Handle[] {
  library.C_FindObjectsInit(handle, template);
  const found: Handle[] = [];
  try {
    while (true) {
      // Handles in small lots: some drivers answer wrongly when asked for many at once.
      const lot = library.C_FindObjects(handle, 32);
      found.push(...lot);
      if (lot.length === 0) return found;
    }
  } finally {
    library.C_FindObjectsFinal(handle);
  }
}

/** One attribute, or null when the object has none or hides it. */
export function readAttribute({ library, handle }: OpenSession, object: Handle, type: number): Buffer | null {
  try {
    const value = library.C_GetAttributeValue(handle, object, [{ type }])[0]?.value;
    return Buffer.isBuffer(value) ? value : null;
  } catch (error) {
    if (isAttributeUnavailable(error)) return null;
    throw error;
  }
}

/** Value of a public or private key object, or null when it is of another type or cannot be read. */
export function readKey(session: OpenSession, object: Handle): PublicKeyValue | null {
  const modulus = readAttribute(session, object, pkcs11.CKA_MODULUS);
  const exponent = readAttribute(session, object, pkcs11.CKA_PUBLIC_EXPONENT);
  if (modulus?.length && exponent?.length) return { type: 'RSA', modulus, exponent };
  const rawPoint = readAttribute(session, object, pkcs11.CKA_EC_POINT);
  const point = rawPoint && unwrapPoint(rawPoint);
  return point ? { type: 'EC', point } : null;
}

/** A certificate object as far as it is needed here. */
export interface CertificateObject {
  readonly der: Buffer;
  readonly id: Buffer | null;
  readonly label: string;
}

/** Every X.509 certificate object that has a value. */
export function readCertificateObjects(session: OpenSession): CertificateObject[] {
  const handles = findObjects(session, [
    { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_CERTIFICATE },
    { type: pkcs11.CKA_CERTIFICATE_TYPE, value: pkcs11.CKC_X_509 },
  ]);
  return handles.flatMap((object) => {
    const der = readAttribute(session, object, pkcs11.CKA_VALUE);
    if (!der?.length) return [];
    const label = readAttribute(session, object, pkcs11.CKA_LABEL)?.toString('utf8') ?? '';
    return [{ der, id: readAttribute(session, object, pkcs11.CKA_ID), label }];
  });
}

/** Key objects of a class, with what can be read of each. */
export function readKeyObjects(
  session: OpenSession,
  keyClass: number,
): { object: Handle; key: PublicKeyValue | null; id: Buffer | null }[] {
  return findObjects(session, [{ type: pkcs11.CKA_CLASS, value: keyClass }]).map((object) => ({
    object,
    key: readKey(session, object),
    id: readAttribute(session, object, pkcs11.CKA_ID),
  }));
}

/**
 * The private key that belongs to a public key. First by the key itself; where a private key does not show its public
 * part (all EC keys), by the CKA_ID of a public key or certificate object that does.
 */
export function findPrivateKey(
  session: OpenSession,
  wanted: PublicKeyValue,
): { object: Handle; id: Buffer | null } | null {
  const privateKeys = readKeyObjects(session, pkcs11.CKO_PRIVATE_KEY);
  const direct = privateKeys.find(({ key }) => key && isSameKey(key, wanted));
  if (direct) return direct;
  const ids = [
    ...readKeyObjects(session, pkcs11.CKO_PUBLIC_KEY).flatMap(({ key, id }) =>
      key && id?.length && isSameKey(key, wanted) ? [id] : [],
    ),
    ...readCertificateObjects(session).flatMap(({ der, id }) => {
      const key = readCertificateKey(der);
      return key && id?.length && isSameKey(key, wanted) ? [id] : [];
    }),
  ];
  return privateKeys.find(({ id }) => id && ids.some((known) => known.equals(id))) ?? null;
}
