// Whether two certificates are of one unit, also after a change of its name.
import { normaliseName } from '../../shared/normalise-name.ts';
import type { SightedCertificate } from './seen-certificate.ts';

type UnitFacts = Pick<SightedCertificate, 'unitName' | 'creditCode' | 'socialInsuranceNumber'>;

/** By the credit code where both have one; else by name or 社保号. A false yes would hide an expiry, a false no only shows an old certificate longer. */
export function isSameUnit(one: UnitFacts, other: UnitFacts): boolean {
  if (one.creditCode !== undefined && other.creditCode !== undefined) return one.creditCode === other.creditCode;
  if (normaliseName(one.unitName) === normaliseName(other.unitName)) return true;
  return one.socialInsuranceNumber !== undefined && one.socialInsuranceNumber === other.socialInsuranceNumber;
}

/** True when `one` was issued after `other`: a renewal or change of it when both are of one unit. */
export function isNewer(
  one: Pick<SightedCertificate, 'notBefore' | 'notAfter'>,
  other: Pick<SightedCertificate, 'notBefore' | 'notAfter'>,
): boolean {
  const byStart = Date.parse(one.notBefore) - Date.parse(other.notBefore);
  return byStart > 0 || (byStart === 0 && Date.parse(one.notAfter) > Date.parse(other.notAfter));
}

type IssuedFacts = UnitFacts & Pick<SightedCertificate, 'issuerName' | 'isFromOrder'>;

/**
 * True when one of the two may take the other's place: they are of one unit and one CA. A bank's certificate of the same
 * unit takes no place; one that an order of ours brought does, though its CA has a new name.
 */
export function isSameLine(one: IssuedFacts, other: IssuedFacts): boolean {
  if (!isSameUnit(one, other)) return false;
  if (one.isFromOrder || other.isFromOrder) return true;
  if (one.issuerName === undefined || other.issuerName === undefined) return true;
  return normaliseName(one.issuerName) === normaliseName(other.issuerName);
}
