// The units that a page may be filled from: those that are kept, and the one that was carried along from the operation window.
import { normaliseName } from '../../shared/normalise-name.ts';
import { type CarriedClerk, loadCarriedClerk } from '../flows/carried-clerk.ts';
import { readReminderBook } from '../reminders/reminder-book.ts';
import { createEmptyUnit, type Unit } from '../settings/unit.ts';
import { findChipNumber } from './find-chip-number.ts';
import { readKnownUnits } from './known-units.ts';

/** Names the carried unit, which is in memory only, among the kept ones. */
const carriedUnitId = '00000000-0000-4000-8000-000000000000';

function toUnit(clerk: CarriedClerk): Unit {
  const { unitName, creditCode, socialInsuranceNumber, agentName, agentPhone } = clerk;
  const unit = { ...createEmptyUnit(), id: carriedUnitId, unitName, creditCode, socialInsuranceNumber };
  return { ...unit, agentName, agentMobile: agentPhone };
}

export interface OfferedUnit {
  readonly unit: Unit;
  /** Of its U盾; '' when none was seen. */
  readonly chipNumber: string;
}

function arrangeUnits(units: readonly Unit[], clerk: CarriedClerk | undefined): readonly Unit[] {
  if (!clerk || clerk.unitName === '') return units;
  const wanted = normaliseName(clerk.unitName);
  const kept = units.find(({ unitName }) => normaliseName(unitName) === wanted);
  return [kept ?? toUnit(clerk), ...units.filter((unit) => unit !== kept)];
}

/** The unit that the clerk came with stands first. */
export async function listOfferedUnits(): Promise<readonly OfferedUnit[]> {
  const [units, clerk, { certificates }] = await Promise.all([
    readKnownUnits(),
    loadCarriedClerk(),
    readReminderBook(),
  ]);
  return arrangeUnits(units, clerk).map((unit) => ({ unit, chipNumber: findChipNumber(unit, certificates, clerk) }));
}
