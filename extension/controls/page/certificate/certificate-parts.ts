// What pages ask of a certificate, out of its DER: names, dates, serial number, extensions, public key.
import { lookUp } from '../../../../shared/look-up.ts';
import { type DerNode, decodeBase64, encodeBase64, membersOf, readNode, readOid, toHex } from './read-der.ts';

export interface NamePart {
  readonly type: string;
  readonly value: string;
}

interface CertificateExtension {
  readonly oid: string;
  readonly isCritical: boolean;
  /** What stands in the OCTET STRING. */
  readonly value: Uint8Array;
}

export interface CertificateParts {
  readonly version: number;
  /** Upper-case hex. */
  readonly serialNumber: string;
  readonly issuer: readonly NamePart[];
  readonly subject: readonly NamePart[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Base64 DER SubjectPublicKeyInfo. */
  readonly publicKey: string;
  readonly isRsa: boolean;
  readonly extensions: readonly CertificateExtension[];
  /** Text of an extension's value, '' where there is none. */
  readonly readExtension: (oid: string) => string;
  readonly der: Uint8Array;
}

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'S',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.42': 'G',
  '1.2.840.113549.1.9.1': 'E',
  '0.9.2342.19200300.100.1.25': 'DC',
};

const decoders: Readonly<Record<number, string>> = {
  12: 'utf-8',
  30: 'utf-16be',
  19: 'latin1',
  20: 'gbk',
  22: 'latin1',
};

/** Strings by their tag; T61String holds GBK in certificates of this kind. Raw bytes are tried as text. */
function readString({ tag, content }: Pick<DerNode, 'tag' | 'content'>): string {
  const decoder = decoders[tag];
  if (decoder !== undefined) return new TextDecoder(decoder).decode(content);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    // What is no UTF-8 is GBK, or nothing to be read.
    return new TextDecoder('gbk').decode(content);
  }
}

function readName(node: DerNode | undefined): NamePart[] {
  return membersOf(node).flatMap((set) =>
    membersOf(set).flatMap((pair) => {
      const [type, value] = membersOf(pair);
      if (!type || !value) return [];
      const oid = readOid(type.content);
      return [{ type: shortNames[oid] ?? oid, value: readString(value) }];
    }),
  );
}

function readTime(node: DerNode | undefined): Date {
  if (!node) return new Date(Number.NaN);
  const text = new TextDecoder('latin1').decode(node.content);
  const digits = node.tag === 23 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?/.exec(digits) ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

function readExtensions(nodes: readonly DerNode[]): CertificateExtension[] {
  const [list] = membersOf(nodes.find(({ tag }) => tag === 0xa3));
  return membersOf(list).flatMap((extension) => {
    const parts = membersOf(extension);
    const [id, critical] = parts;
    const value = parts.at(-1);
    const isCritical = critical?.tag === 1 && critical.content[0] !== 0;
    return id && value ? [{ oid: readOid(id.content), isCritical, value: value.content }] : [];
  });
}

function readExtensionText(value: Uint8Array): string {
  const node = readNode(value);
  const isString = node && node.bytes.length === value.length && (node.tag in decoders || node.tag === 4);
  return readString(isString ? node : { tag: 0, content: value }).trim();
}

/** @param base64 DER or PEM. @returns undefined for what is no certificate */
export function readCertificate(base64: string): CertificateParts | undefined {
  const outer = readNode(decodeBase64(base64));
  const [tbs, algorithm, signature] = membersOf(outer);
  if (!outer || !tbs || !algorithm || signature?.tag !== 3) return undefined;
  const all = membersOf(tbs);
  const isVersioned = all[0]?.tag === 0xa0;
  const [serial, , issuer, validity, subject, key] = isVersioned ? all.slice(1) : all;
  if (serial?.tag !== 2 || !key) return undefined;
  const [notBefore, notAfter] = membersOf(validity);
  const [keyAlgorithm] = membersOf(membersOf(key)[0]);
  const extensions = readExtensions(all);
  return {
    version: isVersioned ? (membersOf(all[0])[0]?.content[0] ?? 0) + 1 : 1,
    serialNumber: toHex(serial.content).replace(/^00(?=.)/, ''),
    issuer: readName(issuer),
    subject: readName(subject),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    publicKey: encodeBase64(key.bytes),
    isRsa: keyAlgorithm !== undefined && readOid(keyAlgorithm.content) === '1.2.840.113549.1.1.1',
    extensions,
    readExtension: (oid) => {
      const found = extensions.find((extension) => extension.oid === oid);
      return found ? readExtensionText(found.value) : '';
    },
    der: outer.bytes,
  };
}

const otherNames: Readonly<Record<string, string>> = { ST: 'S', EMAIL: 'E', EMAILADDRESS: 'E', SN: 'SERIALNUMBER' };

/** First value of an attribute, '' where there is none. `S` and `ST`, `E` and `EMAIL` are one. */
export function readPart(name: readonly NamePart[], type: string): string {
  const wanted = type.trim().toUpperCase();
  const found =
    name.find((part) => part.type === wanted) ?? name.find((part) => part.type === lookUp(otherNames, wanted));
  return found?.value ?? '';
}

/** `CN=…, O=…`, last attribute first, as Windows writes names. */
export function writeName(name: readonly NamePart[]): string {
  const quote = (value: string) => (/[,+="\n<>#;]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [...name]
    .reverse()
    .map(({ type, value }) => `${/^\d/.test(type) ? `OID.${type}` : type}=${quote(value)}`)
    .join(', ');
}
