// The extensions that say what a certificate may be used for (RFC 5280 §4.2.1), read from their own bytes.
import { type DerValue, malformed, readDer, readMembers, readOid } from '../asn1/der.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';

export const extensionOids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
} as const;

export const anyPurpose = '2.5.29.37.0';
/** Bits of KeyUsage as they are numbered in §4.2.1.3. */
export const keyCertSignBit = 5;
export const crlSignBit = 6;

export interface BasicConstraints {
  readonly isCa: boolean;
  /** How many CAs may stand between this one and the leaf; undefined when unlimited. */
  readonly pathLength: number | undefined;
}

/** @throws AppError CERTIFICATE_MALFORMED */
export function readBasicConstraints(certificate: ParsedCertificate): BasicConstraints {
  const value = certificate.findExtension(extensionOids.basicConstraints);
  const members = value ? readMembers(expectSequence(value)) : [];
  const flag = members[0]?.tag === 0x01 ? members.shift() : undefined;
  const [pathLength] = members;
  return {
    isCa: flag !== undefined && flag.content[0] !== 0,
    pathLength: pathLength ? readSmallInteger(pathLength) : undefined,
  };
}

/** Numbers of the bits that are set; undefined without the extension. @throws AppError CERTIFICATE_MALFORMED */
export function readKeyUsage(certificate: ParsedCertificate): ReadonlySet<number> | undefined {
  const value = certificate.findExtension(extensionOids.keyUsage);
  if (!value) return undefined;
  const { tag, content } = readDer(value);
  if (tag !== 0x03 || content.length === 0) throw malformed('keyUsage');
  const bits = [...content.subarray(1)].flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (0x80 >> bit)) !== 0).map((bit) => index * 8 + bit),
  );
  return new Set(bits);
}

/** Purposes (OIDs); undefined without the extension. @throws AppError CERTIFICATE_MALFORMED */
export function readExtendedKeyUsage(certificate: ParsedCertificate): readonly string[] | undefined {
  const value = certificate.findExtension(extensionOids.extendedKeyUsage);
  return value && readMembers(expectSequence(value)).map(readOid);
}

/** GeneralNames as they stand; empty without the extension. @throws AppError CERTIFICATE_MALFORMED */
export function readAlternativeNames(certificate: ParsedCertificate): readonly DerValue[] {
  const value = certificate.findExtension(extensionOids.subjectAltName);
  return value ? readMembers(expectSequence(value)) : [];
}

export interface NameConstraints {
  /** Bases (GeneralNames) of the subtrees. */
  readonly permitted: readonly DerValue[];
  readonly excluded: readonly DerValue[];
}

/** @throws AppError CERTIFICATE_MALFORMED */
export function readNameConstraints(certificate: ParsedCertificate): NameConstraints | undefined {
  const value = certificate.findExtension(extensionOids.nameConstraints);
  if (!value) return undefined;
  const members = readMembers(expectSequence(value));
  const readBases = (tag: number) =>
    members
      .filter((member) => member.tag === tag)
      .flatMap(readMembers)
      .map((subtree) => {
        const [base, ...limits] = readMembers(subtree);
        // §4.2.1.10: minimum is 0, written out or not, and there is no maximum.
        const isPlain = limits.every(
          ({ tag: limit, content }) => limit === 0x80 && content.every((byte) => byte === 0),
        );
        if (!base || !isPlain) throw malformed('nameConstraints');
        return base;
      });
  return { permitted: readBases(0xa0), excluded: readBases(0xa1) };
}

function expectSequence(bytes: Uint8Array): DerValue {
  const value = readDer(bytes);
  if (value.tag !== 0x30) throw malformed('extension');
  return value;
}

function readSmallInteger({ tag, content }: DerValue): number {
  const [first] = content;
  if (tag !== 0x02 || first === undefined || content.length > 2 || first >= 0x80) throw malformed('integer');
  return content.reduce((sum, byte) => sum * 256 + byte, 0);
}
