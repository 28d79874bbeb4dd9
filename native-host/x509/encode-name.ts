// A confirmed subject as a DER Name.
import type { NameAttribute } from '../../shared/certificate.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { encodeOid, encodePrintable, encodeSequence, encodeSetOf, encodeText } from '../asn1/write-der.ts';
import { attributeShortNames } from './decode-name.ts';

const oids = new Map(Object.entries(attributeShortNames).map(([oid, name]) => [name, oid]));

/** X.520 wants PrintableString for these two; everything else is UTF8String (RFC 5280 §4.1.2.4). */
const printableTypes = new Set(['C', 'SERIALNUMBER']);

/** DER Name with one attribute an RDN, in the given order. @throws AppError REQUEST_MALFORMED for a type that is neither a known short name nor an OID */
export function encodeName(attributes: readonly NameAttribute[]): Uint8Array {
  const rdns = attributes.map(({ type, value }) => {
    const isPrintable = printableTypes.has(type) && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value);
    const text = isPrintable ? encodePrintable(value) : encodeText(value);
    return encodeSetOf(encodeSequence(encodeType(type), text));
  });
  return encodeSequence(...rdns);
}

function encodeType(type: string): Uint8Array {
  try {
    return encodeOid(oids.get(type) ?? type);
  } catch (cause) {
    throw new AppError('REQUEST_MALFORMED', { reason: 'subject type' }, { cause });
  }
}
