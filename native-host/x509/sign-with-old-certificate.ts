// The proof that a request comes from the holder of the old certificate: CMS SignedData by that certificate's key.
import { buildSignedData } from './build-signed-data.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import type { TokenSigner } from './token-signer.ts';

const dataType = '1.2.840.113549.1.7.1';
/** GM/T 0010. */
const sm2DataType = '1.2.156.10197.6.1.4.2.1';

/**
 * @param content what is vouched for
 * @param certificate the one that is being replaced; `signer` must be its key
 * @returns DER ContentInfo
 */
export function signWithOldCertificate(
  content: Uint8Array,
  certificate: ParsedCertificate,
  signer: TokenSigner,
  signingTime: Date,
): Promise<Uint8Array> {
  return buildSignedData(
    { contentType: signer.type === 'SM2' ? sm2DataType : dataType, content, certificate, signingTime },
    signer,
  );
}
