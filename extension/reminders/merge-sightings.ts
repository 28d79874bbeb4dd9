// What was just seen, put together with what is remembered.
import { isNewer, isSameLine } from './same-unit.ts';
import type { SeenCertificate, Sighting } from './seen-certificate.ts';

/** Some drivers give no serial number: then the host's own name for the token has to do. */
function isSameToken(one: SeenCertificate, other: SeenCertificate): boolean {
  return one.tokenId === other.tokenId || (one.chipNumber !== '' && one.chipNumber === other.chipNumber);
}

function toSeen({ certificates, ...token }: Sighting, known: ReadonlyMap<string, SeenCertificate>, seenAt: string) {
  return certificates.map((certificate): SeenCertificate => {
    const before = known.get(certificate.hash);
    const lastSeenAt = before && before.lastSeenAt > seenAt ? before.lastSeenAt : seenAt;
    const origin = before?.isFromOrder ? { isFromOrder: true } : {};
    return { ...certificate, ...origin, ...token, lastSeenAt, memo: before?.memo ?? { isMuted: false } };
  });
}

function isReplacedOnToken(old: SeenCertificate, seen: ReadonlyMap<string, SeenCertificate>): boolean {
  return [...seen.values()].some(
    (one) => one.isFromOrder && one.tokenId === old.tokenId && isSameLine(one, old) && isNewer(one, old),
  );
}

/**
 * All remembered certificates after a look at the tokens. One that a newer certificate of the same unit on the same U盾
 * took the place of is gone; what lies on another U盾 that is plugged in now stays, even if both have one serial number.
 * @param seenAt ISO 8601 UTC
 */
export function mergeSightings(
  remembered: readonly SeenCertificate[],
  sightings: readonly Sighting[],
  seenAt: string,
): SeenCertificate[] {
  const known = new Map(remembered.map((certificate) => [certificate.hash, certificate]));
  const seen = new Map(
    sightings
      .flatMap((sighting) => toSeen(sighting, known, seenAt))
      .map((certificate) => [certificate.hash, certificate]),
  );
  const isReplaced = (old: SeenCertificate) =>
    [...seen.values()].some((one) => isSameToken(one, old) && isSameLine(one, old) && isNewer(one, old));
  // Whoever listed them did not know that an order of ours brought one of them.
  const current = [...seen.values()].filter((one) => one.isFromOrder || !isReplacedOnToken(one, seen));
  const others = remembered.filter((certificate) => !seen.has(certificate.hash) && !isReplaced(certificate));
  return [...current, ...others];
}
