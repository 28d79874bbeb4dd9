// Everything that lies on a token, object by object.
import type { Handle } from 'pkcs11js';
import type { KeyObject, TokenContents, TokenObject } from './driver.ts';
import type { LibraryTokenInfo } from './pkcs11-library.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import {
  findObjects,
  type OpenSession,
  readAttribute,
  readCertificateObjects,
  readKey,
  readLabel,
} from './pkcs11-objects.ts';
import { readAdminPinState } from './pkcs11-snapshot.ts';
import type { OpenToken } from './pkcs11-token.ts';
import { encodePublicKey, type PublicKeyValue, p256Parameters } from './public-key.ts';

/** OBJECT IDENTIFIER sm2p256v1 (GM/T 0006), DER, as it stands in CKA_EC_PARAMS. */
const sm2Parameters = Buffer.from('06082a811ccf5501822d', 'hex');
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
  const value = algorithm === 'RSA' || algorithm === 'EC' ? readKey(session, object) : null;
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
  const type = readAttribute(session, object, pkcs11.CKA_KEY_TYPE);
  // CK_KEY_TYPE is a CK_ULONG in the machine's order; vendors' own types have the highest bit of 32 set.
  const number = type && type.length >= 4 ? type.readUInt32LE() : -1;
  if (number === pkcs11.CKK_RSA) return 'RSA';
  if (number !== pkcs11.CKK_EC) return 'other';
  const parameters = readAttribute(session, object, pkcs11.CKA_EC_PARAMS);
  if (parameters?.equals(sm2Parameters)) return 'SM2';
  return 'EC';
}

function measureKey(session: OpenSession, object: Handle, algorithm: KeyObject['keyAlgorithm']): number {
  if (algorithm === 'SM2') return 256;
  if (algorithm === 'EC') return readAttribute(session, object, pkcs11.CKA_EC_PARAMS)?.equals(p256Parameters) ? 256 : 0;
  const modulus = algorithm === 'RSA' ? readAttribute(session, object, pkcs11.CKA_MODULUS) : null;
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
