// Whether a CA certificate may stand above others: RFC 5280 §6.1, for the extensions that §4.2.1 gives to CAs.
import { isAppError } from '../../shared/errors/app-error.ts';
import { isValidAt } from './check-dates.ts';
import { isWithinConstraints } from './check-name-constraints.ts';
import { isSameName } from './compare-names.ts';
import { parseReadable } from './parse-readable.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import {
  anyPurpose,
  extensionOids,
  keyCertSignBit,
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyUsage,
} from './read-constraints.ts';

const clientAuthentication = '1.3.6.1.5.5.7.3.2';
/** Critical extensions whose meaning is looked at, here or where policies say nothing to us. */
const understood = new Set<string>([
  extensionOids.basicConstraints,
  extensionOids.keyUsage,
  extensionOids.extendedKeyUsage,
  extensionOids.nameConstraints,
  extensionOids.certificatePolicies,
  extensionOids.subjectKeyIdentifier,
  extensionOids.authorityKeyIdentifier,
]);

/** Whether it says of itself that it is a CA. Of what cannot be read: no. */
export function isAuthority(certificate: ParsedCertificate): boolean {
  try {
    return readBasicConstraints(certificate).isCa;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

/** The same of a certificate in DER. */
export const isAuthorityDer = (der: Uint8Array): boolean => parseReadable([der]).some(isAuthority);

/**
 * What keeps the CA from standing above `below`, or null.
 * @param below from the leaf upwards to the certificate that it signed
 * @throws AppError CERTIFICATE_MALFORMED when it cannot be read
 */
export function findAuthorityFault(
  authority: ParsedCertificate,
  below: readonly ParsedCertificate[],
  now: Date,
): string | null {
  const [leaf, ...between] = below;
  const { isCa, pathLength } = readBasicConstraints(authority);
  if (authority.version !== 3 || !isCa) return 'basicConstraints';
  if (!(readKeyUsage(authority)?.has(keyCertSignBit) ?? true)) return 'keyUsage';
  // Self-issued certificates, by which a CA changes its key, do not count (RFC 5280 §4.2.1.9).
  const length = between.filter(({ subject, issuer }) => !isSameName(subject, issuer)).length;
  if (pathLength !== undefined && length > pathLength) return 'pathLength';
  if (!isValidAt(authority, now)) return 'validity';
  if (
    !authority.isUnambiguous ||
    authority.extensions.some(({ oid, isCritical }) => isCritical && !understood.has(oid))
  )
    return 'extension';
  if (leaf && !isPurposeWithin(leaf, authority)) return 'extendedKeyUsage';
  return below.every((certificate) => isWithinConstraints(certificate, authority)) ? null : 'nameConstraints';
}

/** A CA for certain purposes issues for those only; a leaf that names none is used for logging in. */
function isPurposeWithin(leaf: ParsedCertificate, authority: ParsedCertificate): boolean {
  const allowed = readExtendedKeyUsage(authority);
  if (!allowed || allowed.includes(anyPurpose)) return true;
  return (readExtendedKeyUsage(leaf) ?? [clientAuthentication]).every((purpose) => allowed.includes(purpose));
}
