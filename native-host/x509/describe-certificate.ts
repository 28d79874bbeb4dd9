// A certificate described for a person: unit, codes, validity, use.
import type { CertificateDescription, NameAttribute } from '../../shared/certificate.ts';
import { hashCertificate } from '../hash-certificate.ts';
import { decodeName, formatName } from './decode-name.ts';
import { describeUnit } from './describe-unit.ts';
import { formatSerialNumber } from './format-serial-number.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import { describePublicKey } from './public-key-kind.ts';
import { readKeyUsage } from './read-constraints.ts';

/** Limits of the protocol's schema: one long value must not cost the whole list. */
const maxValueLength = 512;
const maxTypeLength = 64;
const maxAttributes = 32;
const maxExtensions = 16;
/** Bits of keyUsage (RFC 5280 §4.2.1.3). */
const signingBits = [0, 1];
const encryptionBits = [2, 3, 4];

/**
 * Describes a certificate. What is longer than the protocol allows is cut, and `isShortened` says so.
 * @param hasPrivateKey whether the token holds its key
 * @throws AppError CERTIFICATE_MALFORMED when a part of it cannot be read
 */
export function describeCertificate(certificate: ParsedCertificate, hasPrivateKey: boolean): CertificateDescription {
  const subject = certificate.subjectAttributes;
  const { unitName, ...numbers } = describeUnit(subject, certificate.extensionTexts);
  const issuerName = nameIssuer(certificate.issuer);
  const extensions = listUnitExtensions(certificate.extensionTexts);
  const cutSubject = cutAttributes(subject, maxAttributes);
  const cutExtensions = cutAttributes(extensions, maxExtensions);
  const isShortened =
    [unitName, issuerName].some(({ length }) => length > maxValueLength) ||
    JSON.stringify([cutSubject, cutExtensions]) !== JSON.stringify([subject, extensions]);
  return {
    hash: hashCertificate(certificate.der),
    unitName: cutText(unitName),
    ...numbers,
    subject: cutSubject,
    extensions: cutExtensions,
    issuerName: cutText(issuerName),
    serialNumber: formatSerialNumber(certificate.serialNumber),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    ...describePublicKey(certificate.publicKey),
    usage: describeUsage(readKeyUsage(certificate)),
    hasPrivateKey,
    ...(isShortened ? { isShortened } : {}),
  };
}

/** Its CN, else the whole name. @param issuer DER Name; @throws AppError CERTIFICATE_MALFORMED */
export function nameIssuer(issuer: Uint8Array): string {
  const attributes = decodeName(issuer);
  return attributes.find(({ type, value }) => type === 'CN' && value !== '')?.value ?? formatName(attributes);
}

/** Extensions under the two families of OIDs for units, in the certificate's order. */
function listUnitExtensions(extensions: ReadonlyMap<string, string>): NameAttribute[] {
  return [...extensions]
    .filter(([oid]) => /^1\.2\.(86\.(21\.1\.4$|11\.7\.)|156\.10260\.4\.1\.)/.test(oid))
    .map(([type, value]) => ({ type, value }));
}

function cutAttributes(attributes: readonly NameAttribute[], most: number): NameAttribute[] {
  return attributes
    .filter(({ type }) => type.length <= maxTypeLength)
    .slice(0, most)
    .map(({ type, value }) => ({ type, value: cutText(value) }));
}

function cutText(text: string): string {
  if (text.length <= maxValueLength) return text;
  // Not inside a surrogate pair.
  return `${text.slice(0, maxValueLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function describeUsage(bits: ReadonlySet<number> | undefined): CertificateDescription['usage'] {
  if (!bits) return 'both';
  const canSign = signingBits.some((bit) => bits.has(bit));
  const canEncrypt = encryptionBits.some((bit) => bits.has(bit));
  if (canSign && canEncrypt) return 'both';
  if (canSign) return 'signing';
  return canEncrypt ? 'encryption' : 'other';
}
