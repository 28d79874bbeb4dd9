// The key that a PKCS#10 is about.
import { readDer, readMembers } from '../asn1/der.ts';

/** Base64 of the SubjectPublicKeyInfo in a CertificationRequest (RFC 2986 §4). @throws AppError CERTIFICATE_MALFORMED for what is none */
export function readRequestKey(pkcs10: Uint8Array): string | undefined {
  const [info] = readMembers(readDer(pkcs10));
  const [, , publicKey] = info ? readMembers(info) : [];
  return publicKey && Buffer.from(publicKey.raw).toString('base64');
}
