// The proof that a request comes from the holder of the old certificate: CMS SignedData by that certificate's key.
import { buildSignedData } from './build-signed-data.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import { encodeProofContent, type ProofFacts, proofContentType } from './proof-content.ts';
import type { TokenSigner } from './token-signer.ts';

/**
 * @param certificate the one that is being replaced; `signer` must be its key
 * @returns DER ContentInfo
 */
export function signWithOldCertificate(
  facts: ProofFacts,
  certificate: ParsedCertificate,
  signer: TokenSigner,
  signingTime: Date,
): Promise<Uint8Array> {
  const content = encodeProofContent(facts);
  return buildSignedData({ contentType: proofContentType, content, certificate, signingTime }, signer);
}
