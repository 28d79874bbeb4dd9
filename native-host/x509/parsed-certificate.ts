// A certificate parsed once, for all who need a part of it: parsing is what X.509 code spends its time on.
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';
import type { NameAttribute } from '../../shared/certificate.ts';
import { decodeName } from './decode-name.ts';

export class ParsedCertificate {
  readonly der: Uint8Array;
  readonly asn: Certificate;
  #subjectAttributes: NameAttribute[] | undefined;

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

  get subjectAttributes(): NameAttribute[] {
    this.#subjectAttributes ??= decodeName(this.subject);
    return this.#subjectAttributes;
  }
}
