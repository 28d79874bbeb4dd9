// Certificates out of what a CA delivers.
import { type DerValue, malformed, readFirst, readMembers, readOid } from '../asn1/der.ts';

/** Far more than any chain; more is an attack or a mistake. */
const maxCertificates = 20;
/** RFC 5652, and GM/T 0010. */
const signedDataOids = ['1.2.840.113549.1.7.2', '1.2.156.10197.6.1.4.2.2'];
const sequenceTag = 0x30;
const contextTag0 = 0xa0;

/**
 * DER of each certificate in a certs-only bundle (RFC 5652 §3 and §5.1, the old PKCS#7), byte for byte. What follows the
 * bundle, a line end for example, is passed over as openssl does.
 * @throws AppError CERTIFICATE_MALFORMED when it cannot be read or holds none
 */
export function readCertificates(bundle: Uint8Array): Uint8Array[] {
  const whole = readFirst(bundle);
  const [contentType, content] = whole.tag === sequenceTag ? readMembers(whole) : [];
  const [signedData] = content?.tag === contextTag0 ? readMembers(content) : [];
  if (!contentType || !signedDataOids.includes(readOid(contentType)) || signedData?.tag !== sequenceTag)
    throw malformed('no signed data');
  const set = readMembers(signedData).find(({ tag }) => tag === contextTag0);
  // Other kinds of CertificateChoices are tagged; a plain SEQUENCE is an X.509 certificate.
  const certificates = (set ? readMembers(set) : []).filter(({ tag }) => tag === sequenceTag);
  if (certificates.length === 0 || certificates.length > maxCertificates) throw malformed('number of certificates');
  return certificates.map(({ raw }: DerValue) => Uint8Array.from(raw));
}
