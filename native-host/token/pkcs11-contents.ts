// Everything that lies on a token, object by object.
import type { Handle } from 'pkcs11js';
import type { KeyObject, TokenContents, TokenObject } from './driver.ts';
import { type OpenSession, readAttribute, readOptional } from './pkcs11-attributes.ts';
import type { LibraryTokenInfo } from './pkcs11-library.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { readCertificateObjects, readCurve, readKey, readKeyType, readLabel } from './pkcs11-objects.ts';
import { findObjects } from './pkcs11-search.ts';
import { readAdminPinState } from './pkcs11-snapshot.ts';
import type { OpenToken } from './pkcs11-token.ts';
import { encodePublicKey, type PublicKeyValue, p256Parameters } from './public-key.ts';

const noBytes = Buffer.alloc(0);

/** Reads what the session may see: all after a login, public objects before it. */
export function readContents({ session, slot }: Pick<OpenToken, 'session' | 'slot'>): TokenContents {
  const info = session.library.C_GetTokenInfo(slot);
  const keysOf = (kind: KeyObject['kind'], objectClass: number) =>
    findObjects(session, [{ type: pkcs11.CKA_CLASS, value: objectClass }]).map((object) =>
      readKeyObject(session, object, kind),
    );
  const certificates = readCertificateObjects(session).map(
    ({ der, label, id }): TokenObject => ({ kind: 'certificate', der, label, id: id ?? noBytes }),
  );
  return {
    adminPinState: readAdminPinState(info),
    freeBytes: readFreeBytes(info),
    objects: [
      ...keysOf('private-key', pkcs11.CKO_PRIVATE_KEY),
      ...keysOf('public-key', pkcs11.CKO_PUBLIC_KEY),
      ...certificates,
    ],
  };
}

function readKeyObject(session: OpenSession, object: Handle, kind: KeyObject['kind']): KeyObject {
  const algorithm = readAlgorithm(session, object);
  const value = algorithm === 'other' ? null : readKey(session, object);
  return {
    kind,
    label: readLabel(session, object),
    id: readAttribute(session, object, pkcs11.CKA_ID) ?? noBytes,
    publicKey: value && tryEncode(value),
    keyAlgorithm: algorithm,
    keySizeBits: measureKey(session, object, algorithm),
  };
}

function readAlgorithm(session: OpenSession, object: Handle): KeyObject['keyAlgorithm'] {
  const curve = readCurve(session, object);
  if (curve) return curve;
  return readKeyType(session, object) === pkcs11.CKK_RSA ? 'RSA' : 'other';
}

function measureKey(session: OpenSession, object: Handle, algorithm: KeyObject['keyAlgorithm']): number {
  if (algorithm === 'SM2') return 256;
  if (algorithm === 'EC') return readOptional(session, object, pkcs11.CKA_EC_PARAMS)?.equals(p256Parameters) ? 256 : 0;
  const modulus = algorithm === 'RSA' ? readOptional(session, object, pkcs11.CKA_MODULUS) : null;
  const firstByte = modulus?.findIndex((byte) => byte !== 0) ?? -1;
  return modulus && firstByte >= 0 ? (modulus.length - firstByte) * 8 : 0;
}

function tryEncode(value: PublicKeyValue): Buffer | null {
  try {
    return encodePublicKey(value);
  } catch {
    // A point of another curve of 256 bits: not a key that we can name.
    return null;
  }
}

/**
 * CK_UNAVAILABLE_INFORMATION is all ones, in 32 or 64 bits; NSS says 1 and means nothing. Tokens with one memory for both
 * kinds say it twice.
 */
export function readFreeBytes({ freePrivateMemory, freePublicMemory }: LibraryTokenInfo): number | null {
  const isStated = (bytes: number) => Number.isSafeInteger(bytes) && bytes >= 0 && bytes !== 1 && bytes < 0xffffffff;
  return [Number(freePrivateMemory), Number(freePublicMemory)].find(isStated) ?? null;
}
