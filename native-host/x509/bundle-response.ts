// What a page hands its control to install, as the certs-only bundle that everything else here reads.
import { type DerValue, readDer, readMembers } from '../asn1/der.ts';
import { encodeInteger, encodeOid, encodeSequence, encodeSetOf, encodeValue } from '../asn1/write-der.ts';

const signedDataOid = '1.2.840.113549.1.7.2';
const dataOid = '1.2.840.113549.1.7.1';
const sequenceTag = 0x30;
/** [0], constructed: content of a ContentInfo and certificates of a SignedData alike (RFC 5652 §3, §5.1). */
const taggedZero = 0xa0;

/** A ContentInfo begins with its type, a certificate with its body. */
function isCertificate({ tag, content }: DerValue): boolean {
  return tag === sequenceTag && content.length > 0 && readMembers({ content })[0]?.tag === sequenceTag;
}

/**
 * A single certificate is put into a bundle without signers (RFC 5652 §5.1); anything else is given back as it is.
 * @throws AppError CERTIFICATE_MALFORMED
 */
export function bundleResponse(response: Uint8Array): Uint8Array {
  const value = readDer(response);
  if (!isCertificate(value)) return response;
  const signedData = encodeSequence(
    encodeInteger(1),
    encodeSetOf(),
    encodeSequence(encodeOid(dataOid)),
    encodeValue(taggedZero, value.raw),
    encodeSetOf(),
  );
  return encodeSequence(encodeOid(signedDataOid), encodeValue(taggedZero, signedData));
}
