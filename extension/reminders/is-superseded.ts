// Whether a remembered certificate is of a lost or given-up U盾, whose unit has a newer one on another.
import { isNewer, isSameLine } from './same-unit.ts';
import type { SeenCertificate } from './seen-certificate.ts';

/**
 * True when the unit got a newer certificate after this one was last seen. A unit with two U盾 in use plugs both in:
 * the older one is then seen after the newer one began, and is still reminded of.
 */
export function isSuperseded(certificate: SeenCertificate, all: readonly SeenCertificate[]): boolean {
  const lastSeen = Date.parse(certificate.lastSeenAt);
  return all.some(
    (other) =>
      other.hash !== certificate.hash &&
      isSameLine(other, certificate) &&
      isNewer(other, certificate) &&
      Date.parse(other.notBefore) > lastSeen &&
      Date.parse(other.lastSeenAt) > lastSeen,
  );
}
