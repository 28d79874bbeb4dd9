// A certificate parsed once, for all who need a part of it: parsing is what X.509 code spends its time on.
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';
import type { NameAttribute } from '../../shared/certificate.ts';
import { decodeName, decodeString, decodeText } from './decode-name.ts';

export class ParsedCertificate {
  readonly der: Uint8Array;
  readonly asn: Certificate;
  #subjectAttributes: NameAttribute[] | undefined;
  #extensionTexts: ReadonlyMap<string, string> | undefined;

  /** @throws Error when `der` is no X.509 certificate */
  constructor(der: Uint8Array) {
    this.der = der;
    this.asn = AsnConvert.parse(der, Certificate);
  }

  /** DER Name. */
  get subject(): Uint8Array {
    return new Uint8Array(AsnConvert.serialize(this.asn.tbsCertificate.subject));
  }

  /** DER Name. */
  get issuer(): Uint8Array {
    return new Uint8Array(AsnConvert.serialize(this.asn.tbsCertificate.issuer));
  }

  /** DER INTEGER, as CKA_SERIAL_NUMBER wants it. */
  get serialNumber(): Uint8Array {
    return new Uint8Array(new asn1js.Integer({ valueHex: this.asn.tbsCertificate.serialNumber }).toBER());
  }

  /** Extensions by OID, as text: a DER string, or raw bytes (FIELD §1: try DER, then text). */
  get extensionTexts(): ReadonlyMap<string, string> {
    this.#extensionTexts ??= new Map(
      (this.asn.tbsCertificate.extensions ?? []).map(({ extnID, extnValue }) => [
        extnID,
        decodeExtension(new Uint8Array(extnValue.buffer)),
      ]),
    );
    return this.#extensionTexts;
  }

  get subjectAttributes(): NameAttribute[] {
    this.#subjectAttributes ??= decodeName(this.subject);
    return this.#subjectAttributes;
  }
}

function decodeExtension(value: Uint8Array): string {
  const parsed = asn1js.fromBER(Uint8Array.from(value).buffer);
  const isWhole = parsed.offset === value.length && parsed.result.idBlock.tagClass === 1;
  return (isWhole && !parsed.result.idBlock.isConstructed ? decodeString(parsed.result) : decodeText(value)).trim();
}
