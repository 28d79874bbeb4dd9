// Everything that must hold before a certificate is written onto the token (FIELD §6). All of it holds on plain HTTP.
import { X509Certificate } from 'node:crypto';
import type { NameAttribute } from '../../shared/certificate.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { ParsedCertificate } from './parsed-certificate.ts';

/** A CA's clock may run a little ahead of the clerk's. */
const clockToleranceMs = 15 * 60_000;
const maxChainLength = 6;

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
  readonly now: Date;
}

export interface Issued {
  /** The certificate for the key made for this order. */
  readonly certificate: ParsedCertificate;
  /** Other unit certificates delivered with it: of a pair, the one for encryption, whose key the CA made itself. */
  readonly others: readonly ParsedCertificate[];
}

/**
 * Finds the new certificate among what was delivered and checks key, chain, subject and dates.
 * @throws AppError CERTIFICATE_MALFORMED, _WRONG_KEY, _WRONG_CHAIN (`issuer`), _WRONG_SUBJECT (`field`), _NOT_VALID_NOW (`notBefore`, `notAfter`)
 */
export function checkIssued(delivered: readonly Uint8Array[], expectation: IssuedExpectation): Issued {
  const certificates = delivered.map(parseCertificate);
  const wantedKey = Buffer.from(expectation.publicKey);
  const issued = certificates.find((certificate) => !certificate.ca && exportKey(certificate)?.equals(wantedKey));
  if (!issued)
    throw new AppError(certificates.some(({ ca }) => !ca) ? 'CERTIFICATE_WRONG_KEY' : 'CERTIFICATE_MALFORMED');
  checkChain(issued, certificates, expectation);
  const parsed = parseDetails(issued);
  const field =
    findSubjectDifference(expectation.subject, parsed.subjectAttributes) ??
    findExtensionDifference(expectation.extensions ?? [], parsed);
  if (field !== null) throw new AppError('CERTIFICATE_WRONG_SUBJECT', { field });
  checkDates(issued, expectation.now);
  const others = certificates.filter((certificate) => !certificate.ca && certificate !== issued);
  return { certificate: parsed, others: others.map(parseDetails) };
}

function parseCertificate(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (error) {
    throw new AppError('CERTIFICATE_MALFORMED', {}, { cause: error });
  }
}

/** Names and extensions: our ASN.1 code can refuse what OpenSSL has read. */
function parseDetails({ raw }: X509Certificate): ParsedCertificate {
  try {
    return new ParsedCertificate(raw);
  } catch (error) {
    throw new AppError('CERTIFICATE_MALFORMED', {}, { cause: error });
  }
}

function exportKey(certificate: X509Certificate): Buffer | null {
  try {
    return certificate.publicKey.export({ type: 'spki', format: 'der' });
  } catch {
    // A key type that OpenSSL does not know cannot be the one we made.
    return null;
  }
}

/**
 * Pinned: the chain ends in a pinned CA. Otherwise continuity: a CA certificate delivered with the new certificate
 * stands above both the new and the old one, so whoever issued the old one stands behind the new.
 */
function checkChain(issued: X509Certificate, delivered: X509Certificate[], expectation: IssuedExpectation): void {
  const authorities = delivered.filter(({ ca }) => ca);
  const isValid = (authority: X509Certificate) => isWithin(authority, expectation.now);
  const above = findAuthorities(
    issued,
    [...authorities, ...expectation.pinnedCaCertificates.map(parseCertificate)],
    isValid,
  );
  const pinned = expectation.pinnedCaCertificates.map((der) => Buffer.from(der));
  if (pinned.length > 0) {
    if (above.some(({ raw }) => pinned.some((der) => der.equals(raw)))) return;
  } else {
    // The old certificate and its CA may have expired meanwhile; its signature still tells who issued it.
    const aboveOld = findAuthorities(parseCertificate(expectation.oldCertificate), authorities, () => true);
    if (above.some(({ raw }) => aboveOld.some((other) => other.raw.equals(raw)))) return;
  }
  throw new AppError('CERTIFICATE_WRONG_CHAIN', { issuer: issued.issuer.replaceAll('\n', ', ') });
}

/** All of `candidates` that stand above `certificate`, directly or through each other. */
function findAuthorities(
  certificate: X509Certificate,
  candidates: X509Certificate[],
  isUsable: (authority: X509Certificate) => boolean,
): X509Certificate[] {
  const above: X509Certificate[] = [];
  let level = [certificate];
  for (let depth = 0; depth < maxChainLength && level.length > 0; depth += 1) {
    level = candidates.filter(
      (authority) =>
        !above.includes(authority) &&
        authority.ca &&
        isUsable(authority) &&
        level.some((subject) => isIssuedBy(subject, authority)),
    );
    above.push(...level);
  }
  return above;
}

function isIssuedBy(subject: X509Certificate, authority: X509Certificate): boolean {
  try {
    // checkIssued looks at names, key identifiers and the issuer's keyUsage; verify at the signature.
    return subject.checkIssued(authority) && subject.verify(authority.publicKey);
  } catch {
    // An algorithm that cannot be checked (SM2) is not a signature that holds.
    return false;
  }
}

/** Type of the first attribute that one name has and the other has not, whatever the order; null when they say the same. */
export function findSubjectDifference(
  expected: readonly NameAttribute[],
  actual: readonly NameAttribute[],
): string | null {
  const rest = [...actual];
  for (const { type, value } of expected) {
    const index = rest.findIndex((other) => other.type === type && normalise(other.value) === normalise(value));
    if (index < 0) return type;
    rest.splice(index, 1);
  }
  return rest[0]?.type ?? null;
}

/** OID of the first extension that is missing or says something else; null when all are there. */
function findExtensionDifference(expected: readonly NameAttribute[], certificate: ParsedCertificate): string | null {
  const actual = certificate.extensionTexts;
  const isMissing = ({ type, value }: NameAttribute) => normalise(actual.get(type) ?? '') !== normalise(value);
  return expected.find(isMissing)?.type ?? null;
}

/** Blanks at the ends and in a row do not count (RFC 4518 §2.6.1). */
const normalise = (value: string) => value.normalize('NFC').trim().replace(/\s+/gu, ' ');

function checkDates(issued: X509Certificate, now: Date): void {
  if (isWithin(issued, now)) return;
  throw new AppError('CERTIFICATE_NOT_VALID_NOW', {
    notBefore: new Date(issued.validFrom).toISOString(),
    notAfter: new Date(issued.validTo).toISOString(),
  });
}

function isWithin({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() + clockToleranceMs && now.getTime() < Date.parse(validTo);
}
