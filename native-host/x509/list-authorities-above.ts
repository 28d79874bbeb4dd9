// The CAs above a certificate that was accepted once: what a later order may know of before it begins.
import { isAuthority } from './check-authority.ts';
import { isSameName } from './compare-names.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import { verifySignature } from './verify-signature.ts';

const maxChainLength = 6;

/**
 * Upwards, as far as the way is the only one: of two certificates for one CA's key one may be a stranger's, who certified
 * that key to get above it.
 */
export function listAuthoritiesAbove(
  leaf: ParsedCertificate,
  delivered: readonly ParsedCertificate[],
): ParsedCertificate[] {
  const authorities = delivered.filter(isAuthority);
  const above: ParsedCertificate[] = [];
  for (let top = leaf; above.length < maxChainLength; ) {
    const signers = authorities.filter((authority) => !above.includes(authority) && isSignedBy(top, authority));
    const [signer] = signers;
    if (!signer || signers.length > 1) break;
    above.push(signer);
    top = signer;
  }
  return above;
}

function isSignedBy(certificate: ParsedCertificate, authority: ParsedCertificate): boolean {
  return (
    isSameName(certificate.issuer, authority.subject) &&
    ['strong', 'legacy'].includes(verifySignature(certificate, authority.publicKey))
  );
}
