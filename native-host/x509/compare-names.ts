// When two names say the same: RFC 5280 §7.1 with RFC 4518's preparation, for people who type full and half width alike.
import type { NameAttribute } from '../../shared/certificate.ts';
import { normaliseName } from '../../shared/normalise-name.ts';
import { decodeRdns } from './decode-name.ts';

/** Type of the first attribute that one name has and the other has not, whatever the order; null when they say the same. */
export function findSubjectDifference(
  expected: readonly NameAttribute[],
  actual: readonly NameAttribute[],
): string | null {
  const rest = [...actual];
  for (const { type, value } of expected) {
    const index = rest.findIndex((other) => other.type === type && isSameText(other.value, value));
    if (index < 0) return type;
    rest.splice(index, 1);
  }
  return rest[0]?.type ?? null;
}

export const isSameText = (one: string, other: string) => normaliseName(one) === normaliseName(other);

/** Whether two DER Names are the same: RDN by RDN, the attributes of one RDN in any order. @throws AppError CERTIFICATE_MALFORMED */
export function isSameName(one: Uint8Array, other: Uint8Array): boolean {
  if (Buffer.from(one).equals(other)) return true;
  const [left, right] = [decodeRdns(one), decodeRdns(other)];
  return left.length === right.length && isPrefix(left, right);
}

/** Whether the DER Name `name` lies in the subtree of `base` (RFC 5280 §4.2.1.10). @throws AppError CERTIFICATE_MALFORMED */
export function isWithinName(name: Uint8Array, base: Uint8Array): boolean {
  const [inner, outer] = [decodeRdns(name), decodeRdns(base)];
  return outer.length <= inner.length && isPrefix(outer, inner);
}

function isPrefix(shorter: readonly NameAttribute[][], longer: readonly NameAttribute[][]): boolean {
  return shorter.every((rdn, index) => findSubjectDifference(rdn, longer[index] ?? []) === null);
}
