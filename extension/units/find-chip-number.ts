// 芯片号 of a unit's U盾, from what windows of ours have seen plugged in: no host is asked and no U盾 is read for it.
import { normaliseName } from '../../shared/normalise-name.ts';
import type { CarriedClerk } from '../flows/carried-clerk.ts';
import { isSameUnit } from '../reminders/same-unit.ts';
import type { SeenCertificate } from '../reminders/seen-certificate.ts';
import type { Unit } from '../settings/unit.ts';

/** The U盾 that the clerk came with, else the unit's one that was seen last; '' when none was ever seen. */
export function findChipNumber(
  unit: Unit,
  certificates: readonly SeenCertificate[],
  carried: CarriedClerk | undefined,
): string {
  if (carried && carried.chipNumber !== '' && normaliseName(carried.unitName) === normaliseName(unit.unitName))
    return carried.chipNumber;
  const { unitName, creditCode, socialInsuranceNumber } = unit;
  const facts = {
    unitName,
    ...(creditCode === '' ? {} : { creditCode }),
    ...(socialInsuranceNumber === '' ? {} : { socialInsuranceNumber }),
  };
  const seen = certificates.filter((certificate) => isSameUnit(facts, certificate));
  const [last] = seen.toSorted((one, other) => Date.parse(other.lastSeenAt) - Date.parse(one.lastSeenAt));
  return last?.chipNumber ?? '';
}
