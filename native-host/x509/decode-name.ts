// X.501 names as people read them, old Chinese encodings included.
import type { NameAttribute } from '../../shared/certificate.ts';
import { decodeText } from '../../shared/decode-text.ts';
import { type DerValue, malformed, readDer, readMembers, readOid } from '../asn1/der.ts';

/** Short names of the attribute types that occur in organisation certificates (X.520, RFC 4519); others stay dotted. */
export const attributeShortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.42': 'GN',
  '2.5.4.4': 'SN',
  '1.2.840.113549.1.9.1': 'E',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
};

const utf8StringTag = 0x0c;
const bmpStringTag = 0x1e;
const universalStringTag = 0x1c;

/** The name's RDNs in their order, each with its attributes. @throws AppError CERTIFICATE_MALFORMED when it is no Name */
export function decodeRdns(der: Uint8Array): NameAttribute[][] {
  const name = readDer(der);
  if (name.tag !== 0x30) throw malformed('name');
  return readMembers(name).map((rdn) => {
    if (rdn.tag !== 0x31) throw malformed('name');
    return readMembers(rdn).map(decodeAttribute);
  });
}

/** Attributes of a DER Name in their order. @throws AppError CERTIFICATE_MALFORMED when it is no Name */
export const decodeName = (der: Uint8Array): NameAttribute[] => decodeRdns(der).flat();

/** For people and help desks: `O=…, CN=…`. */
export const formatName = (name: readonly NameAttribute[]) =>
  name.map(({ type, value }) => `${type}=${value}`).join(', ');

function decodeAttribute(pair: DerValue): NameAttribute {
  const [type, value] = readMembers(pair);
  if (!type || !value) throw malformed('name');
  const oid = readOid(type);
  // What is no string is told as its bytes (RFC 4514 §2.4).
  const isString = (value.tag & 0xe0) === 0;
  const text = isString ? decodeString(value) : `#${Buffer.from(value.raw).toString('hex')}`;
  return { type: attributeShortNames[oid] ?? oid, value: text };
}

/**
 * Text of a string value. Its type says what the CA meant, its bytes what it did: GBK in UTF8String and T61String, and
 * characters outside the BMP, as surrogates, in BMPString are seen.
 */
export function decodeString({ tag, content }: Pick<DerValue, 'tag' | 'content'>): string {
  if (tag === bmpStringTag) return decodeText(content, { declared: 'utf-16be' });
  if (tag === universalStringTag) return decodeUniversal(content);
  return decodeText(content, tag === utf8StringTag ? { declared: 'utf-8' } : {});
}

function decodeUniversal(content: Uint8Array): string {
  const view = Buffer.from(content);
  const codes = Array.from({ length: Math.floor(view.length / 4) }, (_, index) => view.readUInt32BE(index * 4));
  return codes.map((code) => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')).join('');
}
