// CMS SignedData (RFC 5652) by the certificate that is being replaced: proof that its holder asks for the new one.
import { createHash } from 'node:crypto';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  ContentInfo,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_data,
  id_signedData,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import { ECDSASigValue } from '@peculiar/asn1-ecc';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';
import type { ParsedCertificate } from './parsed-certificate.ts';
import type { TokenSigner } from './token-signer.ts';

const contentTypeOid = '1.2.840.113549.1.9.3';
const messageDigestOid = '1.2.840.113549.1.9.4';
const signingTimeOid = '1.2.840.113549.1.9.5';
const sha256 = new AlgorithmIdentifier({ algorithm: '2.16.840.1.101.3.4.2.1', parameters: null });
const rsaEncryption = new AlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.1', parameters: null });
const ecdsaWithSha256 = new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });

/**
 * Wraps `content` in SignedData with one signer, signed attributes and the signer's certificate.
 * @param certificate the signer's certificate; `signer` must be its key
 * @returns DER ContentInfo
 */
export async function provePossession(
  content: Uint8Array,
  certificate: ParsedCertificate,
  signer: TokenSigner,
  signingTime: Date,
): Promise<Uint8Array> {
  const signerCertificate = certificate.asn;
  const { issuer, serialNumber } = signerCertificate.tbsCertificate;
  const signedAttributes = sortAttributes([
    makeAttribute(contentTypeOid, new asn1js.ObjectIdentifier({ value: id_data }).toBER()),
    makeAttribute(signingTimeOid, new asn1js.UTCTime({ valueDate: signingTime }).toBER()),
    makeAttribute(
      messageDigestOid,
      AsnConvert.serialize(new OctetString(createHash('sha256').update(content).digest())),
    ),
  ]);
  // RFC 5652 §5.4: what is signed is the attributes' own SET OF, not the [0] that stands in the message.
  const toBeSigned = new asn1js.Set({
    value: signedAttributes.map((attribute) => asn1js.fromBER(AsnConvert.serialize(attribute)).result),
  }).toBER();
  const signature = await signer.sign(new Uint8Array(toBeSigned));
  const signerInfo = new SignerInfo({
    version: CMSVersion.v1,
    sid: new SignerIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }) }),
    digestAlgorithm: sha256,
    signedAttrs: signedAttributes,
    signatureAlgorithm: signer.type === 'RSA' ? rsaEncryption : ecdsaWithSha256,
    signature: new OctetString(signer.type === 'RSA' ? signature : encodeEcdsaSignature(signature)),
  });
  const signedData = new SignedData({
    version: CMSVersion.v1,
    digestAlgorithms: new DigestAlgorithmIdentifiers([sha256]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_data,
      eContent: new EncapsulatedContent({ single: new OctetString(content) }),
    }),
    certificates: new CertificateSet([new CertificateChoices({ certificate: signerCertificate })]),
    signerInfos: new SignerInfos([signerInfo]),
  });
  return new Uint8Array(
    AsnConvert.serialize(new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(signedData) })),
  );
}

function makeAttribute(attrType: string, value: ArrayBuffer): Attribute {
  return new Attribute({ attrType, attrValues: [value] });
}

/** DER orders a SET OF by the encodings of its members (X.690 §11.6). */
function sortAttributes(attributes: Attribute[]): Attribute[] {
  return attributes
    .map((attribute) => ({ attribute, der: Buffer.from(AsnConvert.serialize(attribute)) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ attribute }) => attribute);
}

/** r‖s to ECDSA-Sig-Value (RFC 3279 §2.2.3). */
function encodeEcdsaSignature(signature: Uint8Array): ArrayBuffer {
  const half = signature.length / 2;
  const toInteger = (bytes: Uint8Array) => {
    const first = bytes.findIndex((byte) => byte !== 0);
    const digits = bytes.subarray(first < 0 ? bytes.length - 1 : first);
    const isNegative = ((digits[0] ?? 0) & 0x80) !== 0;
    return Uint8Array.from(isNegative ? [0, ...digits] : digits).buffer;
  };
  return AsnConvert.serialize(
    new ECDSASigValue({ r: toInteger(signature.subarray(0, half)), s: toInteger(signature.subarray(half)) }),
  );
}
