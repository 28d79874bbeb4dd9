// Removing keys and certificates: only what can be named for certain, and never a key that a certificate still needs.

import { createHash } from 'node:crypto';
import type { Handle } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import { hashCertificate } from '../hash-certificate.ts';
import { hasSameId, selectHidden, selectShown } from './match-keys.ts';
import type { OpenSession } from './pkcs11-attributes.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { type FoundCertificate, type FoundKey, readCertificateObjects, readKeyObjects } from './pkcs11-objects.ts';
import { computeKeyId, decodePublicKey, isSameKey, type PublicKeyValue } from './public-key.ts';

interface KeyObject extends FoundKey {
  readonly isPrivate: boolean;
}

/** See TokenSession.destroyKeyPair. @throws AppError TOKEN_FAILED, Pkcs11Error */
export function destroyKeyPair(session: OpenSession, label: string, publicKey: Uint8Array | null): number {
  // Read back and compared: some drivers find labels that only begin alike.
  const labelled = readKeys(session).filter((key) => key.label === label);
  const certificates = readCertificateObjects(session);
  const isInUse = (object: KeyObject) =>
    certificates.some(
      (certificate) =>
        hasSameId(certificate, object) || (object.key && certificate.key && isSameKey(certificate.key, object.key)),
    );
  const isOurs = (object: KeyObject) => publicKey === null || isKeyOf(object, labelled, label, publicKey);
  const keys = labelled.filter((object) => isOurs(object) && !isInUse(object));
  if (labelled.length > 0 && keys.length === 0)
    refuse(labelled.some(isOurs) ? 'key in use by a certificate' : 'key is not the one claimed');
  destroy(session, keys);
  const left = readKeys(session).filter((key) => key.label === label);
  if (left.length > labelled.length - keys.length) refuse('key not removed');
  return keys.length;
}

/** A key object shows its public key; or, as private EC keys do not, it bears the CKA_ID that we gave it. */
function isKeyOf(object: KeyObject, all: readonly KeyObject[], label: string, publicKey: Uint8Array): boolean {
  const wanted = decodePublicKey(publicKey);
  if (!wanted) return false;
  if (object.key) return isSameKey(object.key, wanted);
  // The second is what a key bears until it is made (see generateKeyPair).
  const ours = [computeKeyId(publicKey), createHash('sha1').update(label).digest()];
  const shown = selectShown(all, wanted);
  if ([...ours.map((id) => ({ id })), ...shown].some((known) => hasSameId(known, object))) return true;
  // The one half of the kind under a label that names the other, whatever its CKA_ID.
  return shown.length > 0 && all.filter(({ key, isPrivate }) => !key && isPrivate).length === 1;
}

/** See TokenSession.destroyCertificate. @throws AppError TOKEN_FAILED, TOKEN_UNSUPPORTED, Pkcs11Error */
export function destroyCertificate(session: OpenSession, certificateHash: string): void {
  const certificates = readCertificateObjects(session);
  const isMeant = ({ der }: { readonly der: Buffer }) => hashCertificate(der) === certificateHash;
  const meant = certificates.filter(isMeant);
  const [certificate] = meant;
  if (!certificate) return;
  const { key } = certificate;
  if (!key) throw new AppError('TOKEN_UNSUPPORTED', { reason: 'key of another kind' });
  const others = certificates.filter((other) => !isMeant(other));
  // A renewal with the same key: the key is the new certificate's, too.
  if (selectShown(others, key).length === 0) destroy(session, findKeysOf(session, key, meant, others));
  for (const { object } of meant) session.library.C_DestroyObject(session.handle, object);
  if (readCertificateObjects(session).some(isMeant)) refuse('certificate not removed');
}

function findKeysOf(
  session: OpenSession,
  wanted: PublicKeyValue,
  meant: readonly FoundCertificate[],
  others: readonly FoundCertificate[],
): KeyObject[] {
  const keys = readKeys(session);
  const shown = selectShown(keys, wanted);
  const privateKeys = keys.filter(({ isPrivate }) => isPrivate);
  const hidden = selectHidden(privateKeys, [...shown, ...meant]);
  for (const object of hidden) {
    // Two keys under one CKA_ID: which private key is which cannot be told.
    const isDoubtful =
      others.some((other) => hasSameId(other, object)) ||
      keys.some((other) => hasSameId(other, object) && other.key && !isSameKey(other.key, wanted)) ||
      hidden.filter((other) => hasSameId(other, object)).length > 1;
    if (isDoubtful) refuse('key not told apart');
  }
  return [...hidden, ...shown];
}

/** Private keys first: what is left after a cut is then never a private key that nothing names. */
function destroy({ library, handle }: OpenSession, keys: readonly { object: Handle; isPrivate: boolean }[]): void {
  const inOrder = [...keys.filter(({ isPrivate }) => isPrivate), ...keys.filter(({ isPrivate }) => !isPrivate)];
  for (const { object } of inOrder) library.C_DestroyObject(handle, object);
}

function readKeys(session: OpenSession): KeyObject[] {
  return [pkcs11.CKO_PRIVATE_KEY, pkcs11.CKO_PUBLIC_KEY].flatMap((keyClass) =>
    readKeyObjects(session, keyClass).map((key) => ({ ...key, isPrivate: keyClass === pkcs11.CKO_PRIVATE_KEY })),
  );
}

function refuse(reason: string): never {
  throw new AppError('TOKEN_FAILED', { reason });
}
