// Certificates out of what a CA delivers.
import * as asn1js from 'asn1js';
import { AppError } from '../../shared/errors/app-error.ts';

/** Far more than any chain; more is an attack or a mistake. */
const maxCertificates = 20;
const signedDataOid = '1.2.840.113549.1.7.2';

/**
 * DER of each certificate in a certs-only bundle (RFC 5652 §3 and §5.1, the old PKCS#7), byte for byte.
 * @throws AppError CERTIFICATE_MALFORMED when it cannot be read or holds none
 */
export function readCertificates(bundle: Uint8Array): Uint8Array[] {
  const { offset, result } = parseBer(bundle);
  const [contentType, content] = membersOf(result);
  const isSignedData =
    contentType instanceof asn1js.ObjectIdentifier && contentType.valueBlock.toString() === signedDataOid;
  const [signedData] = content ? membersOf(content) : [];
  if (offset !== bundle.length || !isSignedData || !signedData) throw new AppError('CERTIFICATE_MALFORMED');
  const isCertificateSet = ({ idBlock }: asn1js.BaseBlock) => idBlock.tagClass === 3 && idBlock.tagNumber === 0;
  const set = membersOf(signedData).find(isCertificateSet);
  // Other kinds of CertificateChoices are tagged; a plain SEQUENCE is an X.509 certificate.
  const certificates = (set ? membersOf(set) : []).filter((member) => member instanceof asn1js.Sequence);
  if (certificates.length === 0 || certificates.length > maxCertificates) throw new AppError('CERTIFICATE_MALFORMED');
  return certificates.map(({ valueBeforeDecodeView }) => Uint8Array.from(valueBeforeDecodeView));
}

function parseBer(bytes: Uint8Array): { offset: number; result: asn1js.AsnType } {
  try {
    return asn1js.fromBER(Uint8Array.from(bytes).buffer);
  } catch (error) {
    // asn1js answers most faults with an offset of -1, and throws over some strings and times that it cannot decode.
    throw new AppError('CERTIFICATE_MALFORMED', {}, { cause: error });
  }
}

function membersOf(block: asn1js.AsnType): asn1js.AsnType[] {
  return block instanceof asn1js.Constructed ? block.valueBlock.value : [];
}
