// A certificate's description as the extension of an older protocol may hear it: unknown fields are errors to it.
import type { CertificateDescription } from '../../shared/certificate.ts';

export function tellDescription(description: CertificateDescription, protocol: number): CertificateDescription {
  if (protocol >= 3) return description;
  const { isShortened: _unknown, ...known } = description;
  return known;
}
