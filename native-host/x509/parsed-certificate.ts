// A certificate taken apart once, for all who need a part of it. Parts are its own bytes (RFC 5280 §4.1), never encoded anew.
import type { NameAttribute } from '../../shared/certificate.ts';
import { decodeText } from '../../shared/decode-text.ts';
import { type DerValue, malformed, readDer, readMembers, readOid } from '../asn1/der.ts';
import { decodeName, decodeString } from './decode-name.ts';
import { readTime } from './read-time.ts';

export interface CertificateExtension {
  readonly oid: string;
  readonly isCritical: boolean;
  /** What the OCTET STRING holds. */
  readonly value: Uint8Array;
}

export class ParsedCertificate {
  readonly der: Uint8Array;
  /** TBSCertificate: what the signature covers. */
  readonly tbs: Uint8Array;
  /** 1 to 3. */
  readonly version: number;
  /** DER INTEGER, as CKA_SERIAL_NUMBER wants it. */
  readonly serialNumber: Uint8Array;
  /** DER Name. */
  readonly issuer: Uint8Array;
  /** DER Name. */
  readonly subject: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** AlgorithmIdentifier, DER. */
  readonly signatureAlgorithm: Uint8Array;
  /** The signature's octets. */
  readonly signature: Uint8Array;
  /** In the certificate's order. */
  readonly extensions: readonly CertificateExtension[];
  readonly #innerAlgorithm: Uint8Array;
  readonly #validity: readonly DerValue[];
  #subjectAttributes: NameAttribute[] | undefined;
  #extensionTexts: ReadonlyMap<string, string> | undefined;

  /** @throws AppError CERTIFICATE_MALFORMED when `der` is no X.509 certificate. Times and single values may still be unreadable. */
  constructor(der: Uint8Array) {
    this.der = der;
    const [tbs, signatureAlgorithm, signature, ...more] = readMembers(expectTag(readDer(der), 0x30));
    if (!tbs || more.length > 0) throw malformed('certificate');
    this.tbs = tbs.raw;
    this.signatureAlgorithm = expectTag(signatureAlgorithm, 0x30).raw;
    this.signature = readBitString(signature);
    const fields = readMembers(expectTag(tbs, 0x30));
    this.version = fields[0]?.tag === 0xa0 ? readVersion(fields.shift()) : 1;
    const [serialNumber, innerAlgorithm, issuer, validity, subject, publicKey, ...optional] = fields;
    this.serialNumber = expectTag(serialNumber, 0x02).raw;
    this.#innerAlgorithm = expectTag(innerAlgorithm, 0x30).raw;
    this.issuer = expectTag(issuer, 0x30).raw;
    this.#validity = readMembers(expectTag(validity, 0x30));
    this.subject = expectTag(subject, 0x30).raw;
    this.publicKey = expectTag(publicKey, 0x30).raw;
    this.extensions = readExtensions(optional);
  }

  /** @throws AppError CERTIFICATE_MALFORMED when the time cannot be read */
  get notBefore(): Date {
    return readTime(this.#validity[0] ?? unreadable());
  }

  /** @throws AppError CERTIFICATE_MALFORMED when the time cannot be read */
  get notAfter(): Date {
    return readTime(this.#validity[1] ?? unreadable());
  }

  /**
   * Whether it says everything once: the signature's algorithm inside as outside (RFC 5280 §4.1.1.2), no extension twice
   * (§4.2). Of what says two things, two readers may believe different ones.
   */
  get isUnambiguous(): boolean {
    const oids = new Set(this.extensions.map(({ oid }) => oid));
    return oids.size === this.extensions.length && Buffer.from(this.signatureAlgorithm).equals(this.#innerAlgorithm);
  }

  /** The extension's value, or undefined. */
  findExtension(oid: string): Uint8Array | undefined {
    return this.extensions.find((extension) => extension.oid === oid)?.value;
  }

  /** Extensions by OID, as text: a DER string, or raw bytes (CAs do both). */
  get extensionTexts(): ReadonlyMap<string, string> {
    this.#extensionTexts ??= new Map(this.extensions.map(({ oid, value }) => [oid, decodeExtension(value)]));
    return this.#extensionTexts;
  }

  get subjectAttributes(): NameAttribute[] {
    this.#subjectAttributes ??= decodeName(this.subject);
    return this.#subjectAttributes;
  }
}

function unreadable(): never {
  throw malformed('validity');
}

function expectTag(value: DerValue | undefined, tag: number): DerValue {
  if (value?.tag !== tag) throw malformed('certificate');
  return value;
}

function readBitString(value: DerValue | undefined): Uint8Array {
  const { content } = expectTag(value, 0x03);
  if (content[0] !== 0) throw malformed('signature');
  return content.subarray(1);
}

function readVersion(field: DerValue | undefined): number {
  const [number] = field ? readMembers(field) : [];
  const { content } = expectTag(number, 0x02);
  const version = (content[0] ?? 3) + 1;
  if (content.length !== 1 || version > 3) throw malformed('version');
  return version;
}

function readExtensions(optional: readonly DerValue[]): CertificateExtension[] {
  const [list] = optional.filter(({ tag }) => tag === 0xa3).flatMap(readMembers);
  return list ? readMembers(expectTag(list, 0x30)).map(readExtension) : [];
}

function readExtension(extension: DerValue): CertificateExtension {
  const [oid, ...rest] = readMembers(expectTag(extension, 0x30));
  // `critical FALSE` is left out in DER; some CAs write it, and any octet but zero is TRUE in BER.
  const critical = rest[0]?.tag === 0x01 ? rest.shift() : undefined;
  const [value, ...more] = rest;
  if (!oid || more.length > 0) throw malformed('extension');
  const isCritical = critical !== undefined && critical.content[0] !== 0;
  return { oid: readOid(oid), isCritical, value: expectTag(value, 0x04).content };
}

function decodeExtension(bytes: Uint8Array): string {
  const value = tryReadDer(bytes);
  const isPlain = value !== null && (value.tag & 0xe0) === 0;
  return (isPlain ? decodeString(value) : decodeText(bytes)).trim();
}

function tryReadDer(bytes: Uint8Array): DerValue | null {
  try {
    return readDer(bytes);
  } catch {
    // Not DER: the bytes themselves are the text.
    return null;
  }
}
