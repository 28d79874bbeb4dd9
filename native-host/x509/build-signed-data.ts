// CMS SignedData (RFC 5652 §5) with one signer, for every kind of key: what differs between them the signer says.
import {
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeTime,
  encodeValue,
} from '../asn1/write-der.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import type { TokenSigner } from './token-signer.ts';

const signedDataType = '1.2.840.113549.1.7.2';
/** GM/T 0010: SM2 messages have types of their own, and the signature is named by the key's use. */
const sm2SignedDataType = '1.2.156.10197.6.1.4.2.2';
const sm2Signing = encodeSequence(encodeOid('1.2.156.10197.1.301.1'));
const dataType = '1.2.840.113549.1.7.1';
const sm2DataType = '1.2.156.10197.6.1.4.2.1';
const contentTypeAttribute = '1.2.840.113549.1.9.3';
const messageDigestAttribute = '1.2.840.113549.1.9.4';
const signingTimeAttribute = '1.2.840.113549.1.9.5';

export interface SignedContent {
  /** OID of the eContentType; left out for plain data. */
  readonly contentType?: string;
  readonly content: Uint8Array;
  /** The signer's: it goes in as it is, and `signer` must be its key. */
  readonly certificate: ParsedCertificate;
  readonly signingTime: Date;
  /** Leaves the content out of the message: whoever verifies has it already (§5.2). */
  readonly isDetached?: boolean;
}

/** @returns DER ContentInfo */
export async function buildSignedData(
  { contentType: givenType, content, certificate, signingTime, isDetached = false }: SignedContent,
  signer: TokenSigner,
): Promise<Uint8Array> {
  const isSm2 = signer.type === 'SM2';
  const contentType = givenType ?? (isSm2 ? sm2DataType : dataType);
  const signedAttributes = encodeSetOf(
    encodeAttribute(contentTypeAttribute, encodeOid(contentType)),
    encodeAttribute(signingTimeAttribute, encodeTime(signingTime)),
    encodeAttribute(messageDigestAttribute, encodeOctetString(await signer.digest(content))),
  );
  const signature = await signer.sign(signedAttributes);
  // §5.4: what is signed is the attributes' own SET OF; in the message it is tagged [0].
  const taggedAttributes = Buffer.concat([Uint8Array.of(0xa0), signedAttributes.subarray(1)]);
  const signerInfo = encodeSequence(
    encodeInteger(1),
    encodeSequence(certificate.issuer, certificate.serialNumber),
    signer.digestAlgorithm,
    taggedAttributes,
    isSm2 ? sm2Signing : signer.signatureAlgorithm,
    encodeOctetString(signature),
  );
  const signedData = encodeSequence(
    // §5.1: version 3 where the content is another type than plain data.
    encodeInteger(contentType === dataType || isSm2 ? 1 : 3),
    encodeSetOf(signer.digestAlgorithm),
    encodeSequence(encodeOid(contentType), ...(isDetached ? [] : [encodeValue(0xa0, encodeOctetString(content))])),
    encodeValue(0xa0, certificate.der),
    encodeSetOf(signerInfo),
  );
  return encodeSequence(encodeOid(isSm2 ? sm2SignedDataType : signedDataType), encodeValue(0xa0, signedData));
}

function encodeAttribute(type: string, value: Uint8Array): Uint8Array {
  return encodeSequence(encodeOid(type), encodeSetOf(value));
}
