// The DER parts of a certificate that PKCS#11 stores beside it.
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';

/** Subject and issuer (DER Name) and serial number (DER INTEGER) of a DER certificate. @throws Error when it is none */
export function readNames(der: Uint8Array): { subject: Uint8Array; issuer: Uint8Array; serialNumber: Uint8Array } {
  const { tbsCertificate } = AsnConvert.parse(der, Certificate);
  return {
    subject: new Uint8Array(AsnConvert.serialize(tbsCertificate.subject)),
    issuer: new Uint8Array(AsnConvert.serialize(tbsCertificate.issuer)),
    serialNumber: new Uint8Array(new asn1js.Integer({ valueHex: tbsCertificate.serialNumber }).toBER()),
  };
}
