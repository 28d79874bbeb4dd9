// X.501 names as people read them, old Chinese encodings included.
import * as asn1js from 'asn1js';
import type { NameAttribute } from '../../shared/certificate.ts';

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

const utf8Strict = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030');
const utf16be = new TextDecoder('utf-16be');

/** Attributes of a DER Name in their order. @throws Error when it is no Name */
export function decodeName(der: Uint8Array): NameAttribute[] {
  const { result } = asn1js.fromBER(Uint8Array.from(der).buffer);
  if (!(result instanceof asn1js.Sequence)) throw new Error('not a Name');
  return result.valueBlock.value.flatMap((rdn) =>
    rdn instanceof asn1js.Set ? rdn.valueBlock.value.flatMap((pair) => decodeAttribute(pair)) : [],
  );
}

function decodeAttribute(pair: asn1js.AsnType): NameAttribute[] {
  if (!(pair instanceof asn1js.Sequence)) return [];
  const [type, value] = pair.valueBlock.value;
  if (!(type instanceof asn1js.ObjectIdentifier) || !value) return [];
  const oid = type.valueBlock.toString();
  return [{ type: attributeShortNames[oid] ?? oid, value: decodeString(value).trim() }];
}

/** Text of a DER string value, or of raw bytes when it is another type. */
export function decodeString(value: asn1js.BaseBlock): string {
  const bytes = value.valueBeforeDecodeView.subarray(value.blockLength - value.valueBlock.blockLength);
  if (value.idBlock.tagNumber === 30) return utf16be.decode(bytes);
  return decodeText(bytes);
}

/** UTF-8 where it is, else GB18030: T61String and raw extension values of older Chinese CAs hold GBK (FIELD §1). */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8Strict.decode(bytes);
  } catch {
    // Not UTF-8; GB18030 decodes any bytes.
    return gb18030.decode(bytes);
  }
}
