// Whether a certificate is valid now, with the allowance for clocks that differ.
import type { ParsedCertificate } from './parsed-certificate.ts';

/** A CA's clock may run a little ahead of the clerk's. */
const clockToleranceMs = 15 * 60_000;

/** @throws AppError CERTIFICATE_MALFORMED when a time cannot be read */
export function isValidAt({ notBefore, notAfter }: ParsedCertificate, now: Date): boolean {
  return notBefore.getTime() <= now.getTime() + clockToleranceMs && now.getTime() < notAfter.getTime();
}
