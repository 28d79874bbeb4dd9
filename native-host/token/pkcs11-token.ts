// Finding the one token that is meant among the slots of a PKCS#11 library, and making sure that it is still the same.
import type { Handle } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import { hashCertificate } from '../hash-certificate.ts';
import type { TokenName } from './driver.ts';
import { type OpenSession, readAttribute } from './pkcs11-attributes.ts';
import { toTokenError } from './pkcs11-error.ts';
import type { LibraryTokenInfo, Pkcs11Library } from './pkcs11-library.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { readCertificateValues } from './pkcs11-objects.ts';
import { isInitialised, isSomebodysToken, trimPadding } from './pkcs11-snapshot.ts';

interface CertificateValue {
  readonly object: Handle;
  readonly der: Buffer;
}

/** A token with an open session on it. */
export interface OpenToken {
  readonly name: TokenName;
  readonly slot: Handle;
  /** As it was when the token was found. */
  readonly info: LibraryTokenInfo;
  readonly session: OpenSession;
  /** All certificates, as they were then. */
  readonly certificates: readonly CertificateValue[];
  /** The one by which the token was recognised; null when it was named without. */
  readonly certificate: CertificateValue | null;
}

/** Reads each token that may be a clerk's. One that cannot be read must not hide the clerk's; alone, it is the answer. */
export function readSlots<T>(library: Pkcs11Library, read: (slot: Handle, info: LibraryTokenInfo) => T): T[] {
  const failures: AppError[] = [];
  const tryEach = <S, R>(sources: readonly S[], work: (source: S) => R): R[] =>
    sources.flatMap((source) => {
      try {
        return [work(source)];
      } catch (error) {
        failures.push(toTokenError(error));
        return [];
      }
    });
  const found = tryEach(listSlots(library), (slot) => ({ slot, info: library.C_GetTokenInfo(slot) }));
  const infos = found.map(({ info }) => info);
  const offered = found.filter(({ info }) => isSomebodysToken(info, infos));
  const results = tryEach(offered, ({ slot, info }) => read(slot, info));
  // Pulled while we looked: then it is just not there.
  const failure = failures.findLast(({ code }) => code !== 'TOKEN_REMOVED');
  if (results.length === 0 && failure) throw failure;
  return results;
}

/** The two calls that make a driver look at its readers anew: pkcs11js asks for the number first. */
function listSlots(library: Pkcs11Library): Handle[] {
  try {
    return library.C_GetSlotList(true);
  } catch (error) {
    throw toTokenError(error);
  }
}

/**
 * Opens a session on the one token that is meant; not logged in yet. The caller closes it.
 * @throws AppError TOKEN_REMOVED, TOKEN_CHANGED, TOKEN_AMBIGUOUS
 */
export function openToken(library: Pkcs11Library, name: TokenName, access: 'read' | 'write'): OpenToken {
  let isNamed = false;
  const matching = readSlots(library, (slot, info) => {
    if (!hasName(info, name)) return [];
    isNamed = true;
    if (!isInitialised(info)) throw new AppError('TOKEN_NOT_READY', { reason: 'not initialised' });
    const flags = pkcs11.CKF_SERIAL_SESSION | (access === 'write' ? pkcs11.CKF_RW_SESSION : 0);
    const session = { library, handle: library.C_OpenSession(slot, flags) };
    try {
      const certificates = readCertificateValues(session);
      const certificate = certificates.find(({ der }) => hashCertificate(der) === name.certificateHash) ?? null;
      if (certificate || name.certificateHash === null)
        return [{ name, slot, info, session, certificates, certificate }];
    } catch (error) {
      closeQuietly(session);
      throw error;
    }
    closeQuietly(session);
    return [];
  }).flat();
  const [token, ...others] = matching;
  if (token && others.length === 0) return token;
  for (const { session } of matching) closeQuietly(session);
  if (token) throw new AppError('TOKEN_AMBIGUOUS');
  throw new AppError(isNamed ? 'TOKEN_CHANGED' : 'TOKEN_REMOVED');
}

function hasName(info: LibraryTokenInfo, { serialNumber, label }: TokenName): boolean {
  return trimPadding(info.serialNumber) === serialNumber && trimPadding(info.label) === label;
}

/** A token can be swapped between two calls without a word from the driver. @throws AppError TOKEN_CHANGED */
export function assertSameToken({ name, slot, session, certificate, certificates }: OpenToken): void {
  const info = session.library.C_GetTokenInfo(slot);
  const isSame =
    trimPadding(info.serialNumber) === name.serialNumber &&
    (certificate
      ? readAttribute(session, certificate.object, pkcs11.CKA_VALUE)?.equals(certificate.der)
      : hasName(info, name) && holdsJust(session, certificates));
  if (!isSame) throw new AppError('TOKEN_CHANGED');
}

/** Named without a certificate, a token is known by all that it holds. */
function holdsJust(session: OpenSession, certificates: readonly CertificateValue[]): boolean {
  const found = readCertificateValues(session);
  return (
    found.length === certificates.length &&
    found.every(({ der }) => certificates.some((known) => known.der.equals(der)))
  );
}

export function closeQuietly({ library, handle }: OpenSession): void {
  try {
    library.C_CloseSession(handle);
  } catch {
    // Closing is all we wanted.
  }
}
