// A confirmed subject as a DER Name.
import { AsnConvert } from '@peculiar/asn1-schema';
import { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } from '@peculiar/asn1-x509';
import type { NameAttribute } from '../../shared/certificate.ts';
import { attributeShortNames } from './decode-name.ts';

const oids = new Map(Object.entries(attributeShortNames).map(([oid, name]) => [name, oid]));

/** X.520 wants PrintableString for these two; everything else is UTF8String (RFC 5280 §4.1.2.4). */
const printableTypes = new Set(['C', 'SERIALNUMBER']);

/** DER Name with one attribute an RDN, in the given order. @throws Error for a type that is neither a known short name nor an OID */
export function encodeName(attributes: readonly NameAttribute[]): Uint8Array {
  const rdns = attributes.map(({ type, value }) => {
    const oid = oids.get(type) ?? type;
    if (!/^\d+(\.\d+)+$/.test(oid)) throw new Error(`unknown attribute type ${type}`);
    const isPrintable = printableTypes.has(type) && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value);
    const attributeValue = new AttributeValue(isPrintable ? { printableString: value } : { utf8String: value });
    return new RelativeDistinguishedName([new AttributeTypeAndValue({ type: oid, value: attributeValue })]);
  });
  return new Uint8Array(AsnConvert.serialize(new Name(rdns)));
}
