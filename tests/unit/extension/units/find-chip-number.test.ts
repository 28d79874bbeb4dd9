// Which U盾's 芯片号 goes into a unit's form: the one that the clerk came with, else the unit's own that was seen last.
import { describe, expect, it } from 'vitest';
import type { SeenCertificate } from '../../../../extension/reminders/seen-certificate.ts';
import { createEmptyUnit } from '../../../../extension/settings/unit.ts';
import { findChipNumber } from '../../../../extension/units/find-chip-number.ts';

const unit = { ...createEmptyUnit(), unitName: '重庆山城（集团）有限公司', creditCode: '91500000MA5U4K2X4T' };

function seen(unitName: string, chipNumber: string, day: string, creditCode?: string): SeenCertificate {
  return {
    hash: 'a'.repeat(64),
    unitName,
    ...(creditCode === undefined ? {} : { creditCode }),
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2027-01-01T00:00:00Z',
    keyAlgorithm: 'RSA',
    tokenId: '0'.repeat(32),
    chipNumber,
    tokenLabel: '',
    driverName: '',
    lastSeenAt: `2026-${day}T00:00:00Z`,
    memo: { isMuted: false },
  };
}

const carried = { socialInsuranceNumber: '', creditCode: '', agentName: '', agentPhone: '' };

describe('findChipNumber', () => {
  it('is nothing for a unit of which no U盾 was seen, other units’ U盾 or not', () => {
    expect(findChipNumber(unit, [], undefined)).toBe('');
    expect(findChipNumber(unit, [seen('重庆两江物流有限公司', 'C9', '05-05')], undefined)).toBe('');
    // The same name and another credit code is another unit.
    expect(findChipNumber(unit, [seen(unit.unitName, 'C9', '05-05', '91500000MA5U4K2X5R')], undefined)).toBe('');
  });

  it('is that of the unit’s U盾 that was seen last, by code or by name in any width', () => {
    const certificates = [
      seen('重庆山城(集团)有限公司', 'OLD', '03-01'),
      seen('改名以后的公司', 'NEW', '04-01', unit.creditCode),
      seen('重庆两江物流有限公司', 'C9', '05-05'),
    ];
    expect(findChipNumber(unit, certificates, undefined)).toBe('NEW');
  });

  it('is the one that the clerk came with, if that is of this unit', () => {
    const certificates = [seen(unit.unitName, 'OLD', '03-01')];
    const mine = { ...carried, unitName: '重庆山城(集团)有限公司', chipNumber: 'CAME' };
    expect(findChipNumber(unit, certificates, mine)).toBe('CAME');
    expect(findChipNumber(unit, certificates, { ...mine, unitName: '别的公司' })).toBe('OLD');
    expect(findChipNumber(unit, certificates, { ...mine, chipNumber: '' })).toBe('OLD');
  });
});
