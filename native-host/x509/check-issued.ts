// Everything that must hold before a certificate is written onto the token. All of it holds on plain HTTP.
import type { NameAttribute } from '../../shared/certificate.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { isAuthority } from './check-authority.ts';
import { isValidAt } from './check-dates.ts';
import { findSubjectDifference, isSameText } from './compare-names.ts';
import { findChangedNumber, findExcess, type UseQuestion } from './find-excess.ts';
import { findTrust, type Trust } from './find-trust.ts';
import { parseReadable } from './parse-readable.ts';
import { ParsedCertificate } from './parsed-certificate.ts';
import { extensionOids, readBasicConstraints } from './read-constraints.ts';
import { normaliseKey } from './verify-signature.ts';

export interface IssuedExpectation {
  /** SubjectPublicKeyInfo (DER) of the key made for this order. */
  readonly publicKey: Uint8Array;
  /** The subject that the clerk's old certificate has, or that the clerk confirmed. */
  readonly subject: readonly NameAttribute[];
  /** Text extensions that it must have with these values, `type` being the OID. */
  readonly extensions?: readonly NameAttribute[];
  /** DER of the certificate that is being replaced. */
  readonly oldCertificate: Uint8Array;
  /** DER CA certificates pinned by the site profile; empty means continuity. */
  readonly pinnedCaCertificates: readonly Uint8Array[];
  /** DER CA certificates that were on the token, or in verified bundles of the journal, before the order began. */
  readonly knownCaCertificates?: readonly Uint8Array[];
  /** OIDs of extensions that the site profile lets the new certificate have though the old one has not. */
  readonly allowedExtensions?: readonly string[];
  readonly now: Date;
}

export interface Issued {
  /** The certificate for the key made for this order. */
  readonly certificate: ParsedCertificate;
  /** Other unit certificates delivered with it: of a pair, the one for encryption, whose key the CA made itself. */
  readonly others: readonly ParsedCertificate[];
  readonly trust: Trust;
}

/**
 * Finds the new certificate among what was delivered and checks key, chain, use, subject and dates. What cannot be read
 * is set aside; when several certificates are for the key, one that holds is enough.
 * @throws AppError CERTIFICATE_MALFORMED, _WRONG_KEY, _WRONG_CHAIN (`issuer`, `reason`), _TOO_WEAK (`issuer`),
 * _WRONG_USE (`field`), _WRONG_SUBJECT (`field`), _NOT_VALID_NOW (`notBefore`, `notAfter`)
 */
export function checkIssued(delivered: readonly Uint8Array[], expectation: IssuedExpectation): Issued {
  const certificates = parseReadable(delivered);
  if (certificates.length === 0) throw new AppError('CERTIFICATE_MALFORMED');
  const wantedKey = normaliseKey(expectation.publicKey);
  const candidates = certificates.filter(({ publicKey }) => normaliseKey(publicKey).equals(wantedKey));
  if (candidates.length === 0)
    throw new AppError(certificates.every(isAuthority) ? 'CERTIFICATE_MALFORMED' : 'CERTIFICATE_WRONG_KEY');
  let firstError: AppError | undefined;
  for (const leaf of candidates) {
    try {
      const trust = checkCandidate(leaf, certificates, expectation);
      const others = certificates.filter((certificate) => certificate !== leaf && !isAuthority(certificate));
      return { certificate: leaf, others, trust };
    } catch (error) {
      if (!isAppError(error)) throw error;
      firstError ??= error;
    }
  }
  throw firstError ?? new AppError('CERTIFICATE_MALFORMED');
}

function checkCandidate(
  leaf: ParsedCertificate,
  delivered: readonly ParsedCertificate[],
  expectation: IssuedExpectation,
): Trust {
  if (!leaf.isUnambiguous) throw new AppError('CERTIFICATE_MALFORMED');
  const old = new ParsedCertificate(expectation.oldCertificate);
  const trust = findTrust({
    leaf,
    delivered,
    old,
    pinned: parseReadable(expectation.pinnedCaCertificates),
    known: parseReadable(expectation.knownCaCertificates ?? []),
    now: expectation.now,
  });
  const question = {
    leaf,
    old,
    confirmed: new Set(expectation.extensions?.map(({ type }) => type)),
    allowed: new Set(expectation.allowedExtensions),
  };
  checkUse(question);
  checkSubject(question, expectation);
  checkDates(leaf, expectation.now);
  return trust;
}

function checkUse(question: UseQuestion): void {
  const field = readBasicConstraints(question.leaf).isCa ? extensionOids.basicConstraints : findExcess(question);
  if (field !== null) throw new AppError('CERTIFICATE_WRONG_USE', { field });
}

function checkSubject(question: UseQuestion, { subject, extensions = [] }: IssuedExpectation): void {
  const { leaf } = question;
  const field =
    findSubjectDifference(subject, leaf.subjectAttributes) ??
    extensions.find(({ type, value }) => !isSameText(leaf.extensionTexts.get(type) ?? '', value))?.type ??
    findChangedNumber(question);
  if (field !== null) throw new AppError('CERTIFICATE_WRONG_SUBJECT', { field });
}

function checkDates(leaf: ParsedCertificate, now: Date): void {
  if (isValidAt(leaf, now)) return;
  throw new AppError('CERTIFICATE_NOT_VALID_NOW', {
    notBefore: leaf.notBefore.toISOString(),
    notAfter: leaf.notAfter.toISOString(),
  });
}
