// Removing keys and certificates: only what can be named for certain, and never a key that a certificate still needs.
import { createHash } from 'node:crypto';
import pkcs11, { type Handle } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import { hashCertificate } from '../hash-certificate.ts';
import { findObjects, type OpenSession, readAttribute, readCertificateValues, readKey } from './pkcs11-objects.ts';
import { computeKeyId, decodePublicKey, isSameKey, type PublicKeyValue, readCertificateKey } from './public-key.ts';

interface FoundKey {
  readonly object: Handle;
  readonly isPrivate: boolean;
  readonly label: string;
  readonly id: Buffer | null;
  /** Null where the object does not show it. */
  readonly value: PublicKeyValue | null;
}

interface FoundCertificate {
  readonly object: Handle;
  readonly der: Buffer;
  readonly id: Buffer | null;
  readonly key: PublicKeyValue | null;
}

/** See TokenSession.destroyKeyPair. @throws AppError TOKEN_FAILED, Pkcs11Error */
export function destroyKeyPair(session: OpenSession, label: string, publicKey: Uint8Array | null): number {
  // Read back and compared: some drivers find labels that only begin alike.
  const keys = readKeys(session).filter((key) => key.label === label);
  for (const key of keys) {
    if (publicKey && !isKeyOf(key, keys, label, publicKey)) refuse('key is not the one claimed');
  }
  const certificates = readCertificates(session);
  for (const { id, value } of keys) {
    const isInUse = certificates.some(
      (certificate) => hasSameId(certificate.id, id) || (value && certificate.key && isSameKey(certificate.key, value)),
    );
    if (isInUse) refuse('key in use by a certificate');
  }
  destroy(session, keys);
  if (readKeys(session).some((key) => key.label === label)) refuse('key not removed');
  return keys.length;
}

/** A key object shows its public key; or, as private EC keys do not, it bears the CKA_ID that we gave it. */
function isKeyOf(key: FoundKey, all: readonly FoundKey[], label: string, publicKey: Uint8Array): boolean {
  const wanted = decodePublicKey(publicKey);
  if (!wanted) return false;
  if (key.value) return isSameKey(key.value, wanted);
  // The second is what a key bears until it is made (see generateKeyPair).
  const ours = [computeKeyId(publicKey), createHash('sha1').update(label).digest()];
  const ofPublicHalf = all.flatMap(({ id, value }) => (id && value && isSameKey(value, wanted) ? [id] : []));
  return [...ours, ...ofPublicHalf].some((id) => hasSameId(id, key.id));
}

/** See TokenSession.destroyCertificate. @throws AppError TOKEN_FAILED, TOKEN_UNSUPPORTED, Pkcs11Error */
export function destroyCertificate(session: OpenSession, certificateHash: string): void {
  const certificates = readCertificates(session);
  const isMeant = ({ der }: FoundCertificate) => hashCertificate(der) === certificateHash;
  const meant = certificates.filter(isMeant);
  const [certificate] = meant;
  if (!certificate) return;
  const { key } = certificate;
  if (!key) throw new AppError('TOKEN_UNSUPPORTED', { reason: 'key of another kind' });
  const others = certificates.filter((other) => !isMeant(other));
  // A renewal with the same key: the key is the new certificate's, too.
  const isShared = others.some((other) => other.key && isSameKey(other.key, key));
  if (!isShared) destroy(session, findKeysOf(session, key, meant, others));
  for (const { object } of meant) session.library.C_DestroyObject(session.handle, object);
  if (readCertificates(session).some(isMeant)) refuse('certificate not removed');
}

function findKeysOf(
  session: OpenSession,
  wanted: PublicKeyValue,
  meant: readonly FoundCertificate[],
  others: readonly FoundCertificate[],
): FoundKey[] {
  const keys = readKeys(session);
  const shown = keys.filter(({ value }) => value && isSameKey(value, wanted));
  const ids = [...shown.map(({ id }) => id), ...meant.map(({ id }) => id)];
  const hidden = keys.filter(
    ({ isPrivate, value, id }) => isPrivate && !value && ids.some((known) => hasSameId(known, id)),
  );
  for (const { id } of hidden) {
    // Two keys under one CKA_ID: which private key is which cannot be told.
    const isDoubtful =
      others.some((other) => hasSameId(other.id, id)) ||
      keys.some((key) => hasSameId(key.id, id) && key.value && !isSameKey(key.value, wanted)) ||
      hidden.filter((key) => hasSameId(key.id, id)).length > 1;
    if (isDoubtful) refuse('key not told apart');
  }
  return [...hidden, ...shown];
}

/** Private keys first: what is left after a cut is then never a private key that nothing names. */
function destroy({ library, handle }: OpenSession, keys: readonly FoundKey[]): void {
  const inOrder = [...keys.filter(({ isPrivate }) => isPrivate), ...keys.filter(({ isPrivate }) => !isPrivate)];
  for (const { object } of inOrder) library.C_DestroyObject(handle, object);
}

function readKeys(session: OpenSession): FoundKey[] {
  return [pkcs11.CKO_PRIVATE_KEY, pkcs11.CKO_PUBLIC_KEY].flatMap((objectClass) =>
    findObjects(session, [{ type: pkcs11.CKA_CLASS, value: objectClass }]).map((object) => ({
      object,
      isPrivate: objectClass === pkcs11.CKO_PRIVATE_KEY,
      label: readAttribute(session, object, pkcs11.CKA_LABEL)?.toString('utf8') ?? '',
      id: readAttribute(session, object, pkcs11.CKA_ID),
      value: readKey(session, object),
    })),
  );
}

function readCertificates(session: OpenSession): FoundCertificate[] {
  return readCertificateValues(session).map(({ object, der }) => ({
    object,
    der,
    id: readAttribute(session, object, pkcs11.CKA_ID),
    key: readCertificateKey(der),
  }));
}

const hasSameId = (a: Buffer | null, b: Buffer | null) => Boolean(a?.length && b?.length && a.equals(b));

function refuse(reason: string): never {
  throw new AppError('TOKEN_FAILED', { reason });
}
