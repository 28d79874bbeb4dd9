// A certificate described for a person: unit, codes, validity, use.
import { AsnConvert } from '@peculiar/asn1-schema';
import { type Certificate, id_ce_keyUsage, KeyUsage, KeyUsageFlags } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';
import type { CertificateDescription, NameAttribute } from '../../shared/certificate.ts';
import { isCreditCode } from '../../shared/credit-code.ts';
import { hashCertificate } from '../hash-certificate.ts';
import { decodeName } from './decode-name.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';

/** Extensions that carry a unit's numbers (FIELD §1: from public source, not from the real CA). */
const extensionNames: Readonly<Record<string, string>> = {
  '1.2.86.21.1.4': 'EZCA 1.2.86.21.1.4',
  '1.2.156.10260.4.1.2': '1.2.156.10260.4.1.2',
  '1.2.156.10260.4.1.4': '1.2.156.10260.4.1.4',
};
const ecCurveSm2 = '1.2.156.10197.1.301';
const ecCurveBits: Readonly<Record<string, number>> = {
  '1.2.840.10045.3.1.7': 256,
  '1.3.132.0.34': 384,
  '1.3.132.0.35': 521,
  [ecCurveSm2]: 256,
};

/**
 * Describes a certificate.
 * @param hasPrivateKey whether the token holds its key
 * @throws Error when a part of it cannot be read
 */
export function describeCertificate(certificate: ParsedCertificate, hasPrivateKey: boolean): CertificateDescription {
  const { tbsCertificate } = certificate.asn;
  const subject = certificate.subjectAttributes;
  const issuer = decodeName(certificate.issuer);
  const extensions = certificate.extensionTexts;
  const creditCode = [...extensions.values(), ...subject.map(({ value }) => value)].find(isCreditCode);
  const key = describeKey(tbsCertificate.subjectPublicKeyInfo);
  return {
    hash: hashCertificate(certificate.der),
    unitName: findValue(subject, 'O') ?? findValue(subject, 'CN') ?? '',
    ...(creditCode === undefined ? {} : { creditCode }),
    socialInsuranceNumbers: findSocialInsuranceNumbers(subject, extensions, creditCode),
    subject,
    extensions: listUnitExtensions(extensions),
    issuerName: findValue(issuer, 'CN') ?? issuer.map(({ type, value }) => `${type}=${value}`).join(', '),
    serialNumber: Buffer.from(tbsCertificate.serialNumber)
      .toString('hex')
      .replace(/^(00)+(?=..)/, '')
      .toUpperCase(),
    notBefore: tbsCertificate.validity.notBefore.getTime().toISOString(),
    notAfter: tbsCertificate.validity.notAfter.getTime().toISOString(),
    ...key,
    usage: describeUsage(tbsCertificate),
    hasPrivateKey,
  };
}

/** Extensions under the two families of OIDs for units (FIELD §1), in the certificate's order. */
function listUnitExtensions(extensions: ReadonlyMap<string, string>): NameAttribute[] {
  return [...extensions]
    .filter(([oid, value]) => /^1\.2\.(86\.(21\.1\.4$|11\.7\.)|156\.10260\.4\.1\.)/.test(oid) && value.length <= 512)
    .map(([type, value]) => ({ type, value }));
}

function findValue(name: NameAttribute[], type: string): string | undefined {
  return name.find((attribute) => attribute.type === type)?.value || undefined;
}

/** Candidates in FIELD §1's order; the credit code itself is no 社保号. */
function findSocialInsuranceNumbers(
  subject: NameAttribute[],
  extensions: ReadonlyMap<string, string>,
  creditCode: string | undefined,
): { source: string; value: string }[] {
  const fromSubject = (type: string) =>
    subject.filter((attribute) => attribute.type === type).map(({ value }) => ({ source: type, value }));
  const fromExtension = (oid: string) => {
    const value = extensions.get(oid);
    return value ? [{ source: extensionNames[oid] ?? oid, value }] : [];
  };
  const fromCommonName = fromSubject('CN').flatMap(({ value }) =>
    (value.match(/\d{6,12}/g) ?? []).map((part) => ({ source: 'CN', value: part })),
  );
  const candidates = [
    ...fromSubject('SERIALNUMBER'),
    ...fromExtension('1.2.86.21.1.4'),
    ...fromExtension('1.2.156.10260.4.1.2'),
    ...fromSubject('OU'),
    ...fromCommonName,
  ].filter(({ value }) => /^[0-9A-Za-z-]{4,20}$/.test(value) && value !== creditCode);
  return candidates.filter(({ value }, index) => candidates.findIndex((other) => other.value === value) === index);
}

function describeKey(
  info: Certificate['tbsCertificate']['subjectPublicKeyInfo'],
): Pick<CertificateDescription, 'keyAlgorithm' | 'keySizeBits'> {
  const { algorithm, parameters } = info.algorithm;
  if (algorithm === '1.2.840.113549.1.1.1') {
    const [modulus] = (asn1js.fromBER(info.subjectPublicKey).result as asn1js.Sequence).valueBlock.value;
    const bytes = Buffer.from((modulus as asn1js.Integer).valueBlock.valueHexView);
    return { keyAlgorithm: 'RSA', keySizeBits: (bytes[0] === 0 ? bytes.length - 1 : bytes.length) * 8 };
  }
  if (algorithm !== '1.2.840.10045.2.1' || !parameters) return { keyAlgorithm: 'other', keySizeBits: 0 };
  const curve = (asn1js.fromBER(parameters).result as asn1js.ObjectIdentifier).valueBlock.toString();
  return { keyAlgorithm: curve === ecCurveSm2 ? 'SM2' : 'EC', keySizeBits: ecCurveBits[curve] ?? 0 };
}

function describeUsage({ extensions }: Certificate['tbsCertificate']): CertificateDescription['usage'] {
  const extension = extensions?.find(({ extnID }) => extnID === id_ce_keyUsage);
  if (!extension) return 'both';
  const flags = AsnConvert.parse(extension.extnValue, KeyUsage).toNumber();
  const canSign = (flags & (KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation)) !== 0;
  const canEncrypt =
    (flags & (KeyUsageFlags.keyEncipherment | KeyUsageFlags.dataEncipherment | KeyUsageFlags.keyAgreement)) !== 0;
  if (canSign && canEncrypt) return 'both';
  if (canSign) return 'signing';
  return canEncrypt ? 'encryption' : 'other';
}
