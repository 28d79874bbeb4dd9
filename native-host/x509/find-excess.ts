// What a new certificate may do or says that the old one did not: nothing of that was asked for.
import { isSameText } from './compare-names.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import {
  anyPurpose,
  crlSignBit,
  extensionOids,
  keyCertSignBit,
  readAlternativeNames,
  readExtendedKeyUsage,
  readKeyUsage,
} from './read-constraints.ts';

/** Extensions that give no right and say nothing of the holder: a CA may add, change or leave them out. */
const harmless = new Set<string>([
  extensionOids.subjectKeyIdentifier,
  extensionOids.authorityKeyIdentifier,
  extensionOids.basicConstraints,
  extensionOids.issuerAltName,
  extensionOids.crlDistributionPoints,
  extensionOids.freshestCrl,
  extensionOids.certificatePolicies,
  extensionOids.authorityInfoAccess,
]);
/** Of those, the ones that may be critical: every reader knows them. */
const understood = new Set<string>([extensionOids.basicConstraints, extensionOids.certificatePolicies]);
/** Judged by what they say and not by being there. */
const judged = new Set<string>([extensionOids.keyUsage, extensionOids.extendedKeyUsage, extensionOids.subjectAltName]);
/** Give rights as keyUsage does, under other names: Netscape's certificate type, Microsoft's application policies. */
const usageLike = new Set(['2.16.840.1.113730.1.1', '1.3.6.1.4.1.311.21.10']);
/** China's arcs: units' numbers stand under them, and more than any list knows. */
const unitArc = /^1\.2\.(86|156)\./;

export interface UseQuestion {
  readonly leaf: ParsedCertificate;
  readonly old: ParsedCertificate;
  /** OIDs of extensions that the clerk confirmed; their values are compared elsewhere. */
  readonly confirmed: ReadonlySet<string>;
  /** OIDs of extensions that the site profile lets a new certificate have whatever the old one had. */
  readonly allowed: ReadonlySet<string>;
}

/** OID of the first extension that goes beyond the old certificate's, or null. @throws AppError CERTIFICATE_MALFORMED */
export function findExcess({ leaf, old, confirmed, allowed }: UseQuestion): string | null {
  const isAllowed = (oid: string) => allowed.has(oid) || confirmed.has(oid);
  const added = leaf.extensions.find(
    ({ oid, isCritical }) =>
      !old.findExtension(oid) && !isAllowed(oid) && !judged.has(oid) && !(isCritical ? understood : harmless).has(oid),
  );
  if (added) return added.oid;
  if (!isAllowed(extensionOids.keyUsage) && hasMoreUsage(leaf, old)) return extensionOids.keyUsage;
  if (!isAllowed(extensionOids.extendedKeyUsage) && hasMorePurposes(leaf, old)) return extensionOids.extendedKeyUsage;
  if (!isAllowed(extensionOids.subjectAltName) && hasMoreNames(leaf, old)) return extensionOids.subjectAltName;
  const changed = leaf.extensions.find(
    ({ oid, value }) => usageLike.has(oid) && !isAllowed(oid) && !isSame(value, old.findExtension(oid)),
  );
  return changed?.oid ?? null;
}

/** OID of the first of the unit's numbers that the new certificate gives otherwise than the old one, or null. */
export function findChangedNumber({ leaf, old, confirmed, allowed }: UseQuestion): string | null {
  const changed = leaf.extensions.find(
    ({ oid }) =>
      unitArc.test(oid) &&
      !confirmed.has(oid) &&
      !allowed.has(oid) &&
      !isSameText(leaf.extensionTexts.get(oid) ?? '', old.extensionTexts.get(oid) ?? ''),
  );
  return changed?.oid ?? null;
}

/** Without the extension a key may do everything but sign certificates (RFC 5280 §4.2.1.3). */
function hasMoreUsage(leaf: ParsedCertificate, old: ParsedCertificate): boolean {
  const [bits, before] = [readKeyUsage(leaf), readKeyUsage(old)];
  if (!bits) return before !== undefined;
  return [...bits].some((bit) => (before ? !before.has(bit) : bit === keyCertSignBit || bit === crlSignBit));
}

/** No purposes, or any, are all of them; the first that are named are a beginning that nobody asked for. */
function hasMorePurposes(leaf: ParsedCertificate, old: ParsedCertificate): boolean {
  const [purposes, before] = [readExtendedKeyUsage(leaf), readExtendedKeyUsage(old)];
  if (!purposes) return before !== undefined && !before.includes(anyPurpose);
  return purposes.some((purpose) => !before?.includes(purpose));
}

function hasMoreNames(leaf: ParsedCertificate, old: ParsedCertificate): boolean {
  const before = readAlternativeNames(old).map(({ raw }) => Buffer.from(raw));
  return readAlternativeNames(leaf).some(({ raw }) => !before.some((name) => name.equals(raw)));
}

const isSame = (one: Uint8Array, other: Uint8Array | undefined) =>
  other !== undefined && Buffer.from(one).equals(other);
