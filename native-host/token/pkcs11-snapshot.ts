// What can be seen of a token without its PIN.
import type { Handle } from 'pkcs11js';
import type { PinState } from '../../shared/protocol/messages.ts';
import { isAuthorityDer } from '../x509/check-authority.ts';
import type { AdminPinState, StoredCertificate, TokenSnapshot } from './driver.ts';
import { belongTogether } from './match-keys.ts';
import type { OpenSession } from './pkcs11-attributes.ts';
import type { LibraryTokenInfo, Pkcs11Library } from './pkcs11-library.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { readCertificateObjects, readKeyObjects } from './pkcs11-objects.ts';
import { findObjects } from './pkcs11-search.ts';

const has = (info: LibraryTokenInfo, flag: number) => (Number(info.flags) & flag) !== 0;

/**
 * CK_TOKEN_INFO strings are padded with blanks; some drivers pad with NUL. The replacement character is what is left of
 * one that was cut at the string's fixed length.
 */
export const trimPadding = (text: string) => text.replace(/[\s\0]+$/u, '').replace(/\ufffd{1,3}$/u, '');

/** The PIN flags in a word. Flags are all that PKCS#11 tells (CK_TOKEN_INFO.flags); a driver may set none of them. */
export function readPinState(info: LibraryTokenInfo): PinState {
  if (has(info, pkcs11.CKF_USER_PIN_LOCKED)) return 'locked';
  if (!has(info, pkcs11.CKF_USER_PIN_INITIALIZED) || !isInitialised(info)) return 'not-set';
  if (has(info, pkcs11.CKF_USER_PIN_FINAL_TRY)) return 'final-try';
  return has(info, pkcs11.CKF_USER_PIN_COUNT_LOW) ? 'some-wrong' : 'unknown-or-full';
}

/** The flags of the administrator's PIN in a word. */
export function readAdminPinState(info: LibraryTokenInfo): AdminPinState {
  if (has(info, pkcs11.CKF_SO_PIN_LOCKED)) return 'locked';
  if (has(info, pkcs11.CKF_SO_PIN_FINAL_TRY)) return 'final-try';
  return has(info, pkcs11.CKF_SO_PIN_COUNT_LOW) ? 'some-wrong' : 'unknown-or-full';
}

/** Whether the PIN is typed on the reader's own pad. */
export const isPinTypedOnReader = (info: LibraryTokenInfo) => has(info, pkcs11.CKF_PROTECTED_AUTHENTICATION_PATH);

/** Whether the slot holds a token that somebody has set up. */
export const isInitialised = (info: LibraryTokenInfo) => has(info, pkcs11.CKF_TOKEN_INITIALIZED);

/**
 * Whether the slot may hold a U盾: not the slot that is always free beside the tokens of SoftHSM and tpm2-pkcs11, nor what
 * libraries keep and nobody logs in to ("NSS Generic Crypto Services", p11-kit's "System Trust").
 * @param all what the library shows, this one among it
 */
export function isSomebodysToken(info: LibraryTokenInfo, all: readonly LibraryTokenInfo[]): boolean {
  if (!isInitialised(info)) {
    const isBesideOne = all.some(
      (other) => isInitialised(other) && other.manufacturerID === info.manufacturerID && other.model === info.model,
    );
    return !isBesideOne && !trimPadding(info.manufacturerID).startsWith('SoftHSM');
  }
  const isLoggedInTo = has(info, pkcs11.CKF_LOGIN_REQUIRED) || has(info, pkcs11.CKF_USER_PIN_INITIALIZED);
  return isLoggedInTo || !has(info, pkcs11.CKF_WRITE_PROTECTED);
}

/** PIN length limits in bytes; zeros where the driver states nonsense, as some do. */
export function readPinLimits(info: LibraryTokenInfo): { minLength: number; maxLength: number } {
  const [minLength, maxLength] = [Number(info.minPinLen), Number(info.maxPinLen)];
  return maxLength > 0 && maxLength <= 255 && minLength <= maxLength
    ? { minLength, maxLength }
    : { minLength: 0, maxLength: 0 };
}

/** Describes the token in `slot`. @throws Pkcs11Error as the driver does */
export function readSnapshot(library: Pkcs11Library, slot: Handle, info: LibraryTokenInfo): TokenSnapshot {
  const described = {
    serialNumber: trimPadding(info.serialNumber),
    label: trimPadding(info.label),
    manufacturer: trimPadding(info.manufacturerID),
    model: trimPadding(info.model),
    pin: { state: readPinState(info), ...readPinLimits(info), isTypedOnReader: isPinTypedOnReader(info) },
    isWriteProtected: has(info, pkcs11.CKF_WRITE_PROTECTED),
  };
  // Shown as what it is: plugged in, and not set up. There is nothing to read on it.
  if (!isInitialised(info)) return { ...described, certificates: [] };
  const handle = library.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION);
  try {
    return { ...described, certificates: readStoredCertificates({ library, handle }) };
  } finally {
    library.C_CloseSession(handle);
  }
}

function readStoredCertificates(session: OpenSession): StoredCertificate[] {
  const certificates = readCertificateObjects(session);
  if (certificates.length === 0) return [];
  const keys = [...readKeyObjects(session, pkcs11.CKO_PUBLIC_KEY), ...readKeyObjects(session, pkcs11.CKO_PRIVATE_KEY)];
  const hidesKeys =
    keys.length === 0 && findObjects(session, [{ type: pkcs11.CKA_CLASS, value: pkcs11.CKO_PRIVATE_KEY }]).length === 0;
  return certificates.map((certificate) => ({
    der: certificate.der,
    label: certificate.label,
    hasPrivateKey: hidesKeys ? !isAuthorityDer(certificate.der) : keys.some((key) => belongTogether(certificate, key)),
  }));
}
