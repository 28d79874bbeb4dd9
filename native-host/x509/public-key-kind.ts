// What kind of key a SubjectPublicKeyInfo holds, and how large it is.
import type { CertificateDescription } from '../../shared/certificate.ts';
import { readDer, readMembers, readOid } from '../asn1/der.ts';

const rsaEncryption = '1.2.840.113549.1.1.1';
const ecPublicKey = '1.2.840.10045.2.1';
const curves: Readonly<Record<string, { keyAlgorithm: 'EC' | 'SM2'; keySizeBits: number }>> = {
  '1.2.840.10045.3.1.7': { keyAlgorithm: 'EC', keySizeBits: 256 },
  '1.3.132.0.34': { keyAlgorithm: 'EC', keySizeBits: 384 },
  '1.3.132.0.35': { keyAlgorithm: 'EC', keySizeBits: 521 },
  '1.2.156.10197.1.301': { keyAlgorithm: 'SM2', keySizeBits: 256 },
};

/** @throws AppError CERTIFICATE_MALFORMED */
export function describePublicKey(publicKey: Uint8Array): Pick<CertificateDescription, 'keyAlgorithm' | 'keySizeBits'> {
  const [algorithm, key] = readMembers(readDer(publicKey));
  const [oid, parameters] = algorithm ? readMembers(algorithm) : [];
  const name = oid ? readOid(oid) : '';
  if (name === rsaEncryption && key)
    return { keyAlgorithm: 'RSA', keySizeBits: measureModulus(key.content.subarray(1)) };
  // SM2 keys come under the OID of all elliptic curves; parameters that are written out name no curve.
  const curve = name === ecPublicKey && parameters?.tag === 0x06 ? readOid(parameters) : '';
  return (Object.hasOwn(curves, curve) ? curves[curve] : undefined) ?? { keyAlgorithm: 'other', keySizeBits: 0 };
}

/** @param key RSAPublicKey, DER */
function measureModulus(key: Uint8Array): number {
  const [modulus] = readMembers(readDer(key));
  const hex = Buffer.from(modulus?.content ?? []).toString('hex');
  return hex === '' ? 0 : BigInt(`0x${hex}`).toString(2).length;
}
