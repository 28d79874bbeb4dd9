// The keys and certificates of a PKCS#11 session.

import type { Handle } from 'pkcs11js';
import { sm2Parameters } from '../sm2/sm2-key.ts';
import { decodeLabel } from './decode-label.ts';
import { hasSameId, type KeyClues, selectHidden, selectShown } from './match-keys.ts';
import { hasAttributes, type OpenSession, readAttribute, readOptional } from './pkcs11-attributes.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { findObjects } from './pkcs11-search.ts';
import { sm2KeyTypes } from './pkcs11-sm2-sets.ts';
import { type PublicKeyValue, readCertificateKey, unwrapPoint, wrapPoint } from './public-key.ts';

/** CKA_LABEL, empty where there is none. */
export function readLabel(session: OpenSession, object: Handle): string {
  return decodeLabel(readAttribute(session, object, pkcs11.CKA_LABEL) ?? new Uint8Array());
}

/** CKA_KEY_TYPE; null where it cannot be read. */
export function readKeyType(session: OpenSession, object: Handle): number | null {
  const type = readAttribute(session, object, pkcs11.CKA_KEY_TYPE);
  // A CK_ULONG in the machine's order; vendors' own types have the highest bit of 32 set.
  return type && type.length >= 4 ? type.readUInt32LE() : null;
}

/** SM2 has no key type in the standard: vendors use their own, or CKK_EC with the curve's name. Null for other kinds of keys. */
export function readCurve(session: OpenSession, object: Handle): 'EC' | 'SM2' | null {
  const type = readKeyType(session, object);
  if (type === null) return null;
  if (sm2KeyTypes.has(type)) return 'SM2';
  if (type !== pkcs11.CKK_EC) return null;
  return readOptional(session, object, pkcs11.CKA_EC_PARAMS)?.equals(sm2Parameters) ? 'SM2' : 'EC';
}

/** Value of a public or private key object, or null when it is of another type or cannot be read. */
export function readKey(session: OpenSession, object: Handle): PublicKeyValue | null {
  const type = readKeyType(session, object);
  const isOnCurve = type !== null && (type === pkcs11.CKK_EC || sm2KeyTypes.has(type));
  return isOnCurve ? readCurveKey(session, object) : readRsaKey(session, object);
}

function readRsaKey(session: OpenSession, object: Handle): PublicKeyValue | null {
  const modulus = readOptional(session, object, pkcs11.CKA_MODULUS);
  const exponent = readOptional(session, object, pkcs11.CKA_PUBLIC_EXPONENT);
  return modulus?.length && exponent?.length ? { type: 'RSA', modulus, exponent } : null;
}

function readCurveKey(session: OpenSession, object: Handle): PublicKeyValue | null {
  const rawPoint = readOptional(session, object, pkcs11.CKA_EC_POINT);
  const point = rawPoint && unwrapPoint(rawPoint);
  return point ? { type: readCurve(session, object) ?? 'EC', point } : null;
}

/** A certificate object as far as it is needed here. */
export interface FoundCertificate extends KeyClues {
  readonly object: Handle;
  readonly der: Buffer;
  readonly id: Buffer | null;
  readonly label: string;
}

/** A key object as far as it is needed here. */
export interface FoundKey extends KeyClues {
  readonly object: Handle;
  readonly id: Buffer | null;
  readonly label: string;
}

/** Handle and DER of every X.509 certificate object that has a value. */
export function readCertificateValues(session: OpenSession): { object: Handle; der: Buffer }[] {
  const handles = findObjects(session, [
    { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_CERTIFICATE },
    { type: pkcs11.CKA_CERTIFICATE_TYPE, value: pkcs11.CKC_X_509 },
  ]);
  return handles.flatMap((object) => {
    const der = readAttribute(session, object, pkcs11.CKA_VALUE);
    return der?.length ? [{ object, der }] : [];
  });
}

/** Every X.509 certificate object that has a value. */
export function readCertificateObjects(session: OpenSession): FoundCertificate[] {
  return readCertificateValues(session).map(({ object, der }) => ({
    object,
    der,
    label: readLabel(session, object),
    id: readAttribute(session, object, pkcs11.CKA_ID),
    key: readCertificateKey(der),
  }));
}

/** Key objects of a class, with what can be read of each. */
export function readKeyObjects(session: OpenSession, keyClass: number, label?: string): FoundKey[] {
  const template = [
    { type: pkcs11.CKA_CLASS, value: keyClass },
    ...(label === undefined ? [] : [{ type: pkcs11.CKA_LABEL, value: label }]),
  ];
  return findObjects(session, template).map((object) => ({
    object,
    key: readKey(session, object),
    label: readLabel(session, object),
    id: readAttribute(session, object, pkcs11.CKA_ID),
  }));
}

/** A private key object with its CKA_ID. */
export interface PrivateKeyObject {
  readonly object: Handle;
  readonly id: Buffer | null;
}

/**
 * The private key that belongs to a public key: by the key itself, or, where a private key does not show its public
 * part (all EC keys), by the CKA_ID of a public key or certificate object that does.
 */
export function findPrivateKey(session: OpenSession, wanted: PublicKeyValue): PrivateKeyObject | null {
  return searchPrivateKey(session, wanted) ?? scanForPrivateKey(session, wanted);
}

/** The token's own search: two or three calls, where the driver compares values as the standard says. */
function searchPrivateKey(session: OpenSession, wanted: PublicKeyValue): PrivateKeyObject | null {
  const first = (keyClass: number, type: number, value: Buffer) =>
    findObjects(session, [
      { type: pkcs11.CKA_CLASS, value: keyClass },
      { type, value },
    ]).find((object) => hasAttributes(session, object, [{ type, value }]));
  const withId = (object: Handle | undefined) =>
    object && { object, id: readAttribute(session, object, pkcs11.CKA_ID) };
  if (wanted.type === 'RSA') return withId(first(pkcs11.CKO_PRIVATE_KEY, pkcs11.CKA_MODULUS, wanted.modulus)) ?? null;
  const publicKey = first(pkcs11.CKO_PUBLIC_KEY, pkcs11.CKA_EC_POINT, wrapPoint(wanted.point));
  const id = publicKey && readAttribute(session, publicKey, pkcs11.CKA_ID);
  return (id?.length && withId(first(pkcs11.CKO_PRIVATE_KEY, pkcs11.CKA_ID, id))) || null;
}

/** Every key object looked at: for drivers that write numbers otherwise, or search badly. */
function scanForPrivateKey(session: OpenSession, wanted: PublicKeyValue): PrivateKeyObject | null {
  const privateKeys = readKeyObjects(session, pkcs11.CKO_PRIVATE_KEY);
  const [direct] = selectShown(privateKeys, wanted);
  if (direct) return direct;
  const publicKeys = readKeyObjects(session, pkcs11.CKO_PUBLIC_KEY);
  const shown = selectShown(publicKeys, wanted);
  const [known] = selectHidden(privateKeys, [...shown, ...selectShown(readCertificateObjects(session), wanted)]);
  return known ?? findOtherHalf(shown, privateKeys, publicKeys);
}

/** A pair of ours of which only one half got its final CKA_ID: the label tells, when it names one half of either kind. */
function findOtherHalf(
  shown: readonly FoundKey[],
  privateKeys: readonly FoundKey[],
  publicKeys: readonly FoundKey[],
): FoundKey | null {
  const isLone = (key: FoundKey) => !publicKeys.some((other) => !shown.includes(other) && hasSameId(other, key));
  const halves = shown.flatMap(({ label }) =>
    label === '' ? [] : privateKeys.filter((key) => !key.key && key.label === label && isLone(key)),
  );
  return halves.length === 1 ? (halves[0] ?? null) : null;
}
