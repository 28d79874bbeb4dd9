// What the clerk carries from the operation window to the platform is offered there first, and kept nowhere.
import { beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { saveCarriedClerk } from '../../../extension/flows/carried-clerk.ts';
import { createEmptyUnit } from '../../../extension/settings/unit.ts';
import { listOfferedUnits } from '../../../extension/units/offered-units.ts';
import { saveUnits } from '../../../extension/units/unit-store.ts';

const clerk = {
  unitName: '重庆山城机械制造有限公司',
  socialInsuranceNumber: '50010203',
  creditCode: '91500000MA5U4K2X4T',
  chipNumber: 'CHIP1',
  agentName: '李华',
  agentPhone: '13800000000',
};
const kept = { ...createEmptyUnit(), unitName: '重庆两江物流有限公司' };

describe('listOfferedUnits', () => {
  beforeEach(async () => {
    fakeBrowser.reset();
    await saveUnits(kept);
  });

  it('is the kept units while nothing was carried along', async () => {
    expect(await listOfferedUnits()).toEqual([{ unit: kept, chipNumber: '' }]);
  });

  it('puts the carried unit first, with clerk and phone', async () => {
    await saveCarriedClerk(clerk);
    const [first, second] = await listOfferedUnits();
    expect(first?.chipNumber).toBe('CHIP1');
    expect(first?.unit).toMatchObject({
      unitName: clerk.unitName,
      socialInsuranceNumber: '50010203',
      creditCode: clerk.creditCode,
      agentName: '李华',
      agentMobile: '13800000000',
    });
    expect(second).toEqual({ unit: kept, chipNumber: '' });
    expect(JSON.stringify(await browser.storage.local.get())).not.toContain('李华');
  });

  it('takes the kept profile of the same unit instead', async () => {
    const same = { ...createEmptyUnit(), unitName: clerk.unitName, agentName: '张三' };
    await saveUnits(same);
    await saveCarriedClerk(clerk);
    expect((await listOfferedUnits()).map(({ unit }) => unit.agentName)).toEqual(['张三', '']);
  });
});
