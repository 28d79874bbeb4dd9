// Unit profiles in storage, in files, from certificates, and in the platform's terms.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createEmptyUnit, type Unit } from '../../../../extension/settings/unit.ts';
import { listBlankFields } from '../../../../extension/units/blank-fields.ts';
import { formatUnitsFile, parseUnitsFile, planImport } from '../../../../extension/units/exchange-units.ts';
import { readKnownUnits, readManagedUnits } from '../../../../extension/units/known-units.ts';
import { listPlatformValues } from '../../../../extension/units/platform-values.ts';
import { mergeCertificateUnit, readCertificateUnit } from '../../../../extension/units/read-certificate-unit.ts';
import { deleteUnit, readUnits, saveUnits } from '../../../../extension/units/unit-store.ts';
import type { CertificateDescription } from '../../../../shared/certificate.ts';

const makeUnit = (changed: Partial<Unit>): Unit => ({ ...createEmptyUnit(), ...changed });
const first = makeUnit({
  unitName: '重庆山城机械制造有限公司',
  creditCode: '91500000MA5U4K2X4T',
  agentMobile: '13800000000',
});
const second = makeUnit({ unitName: '重庆两江物流有限公司', creditCode: '91350100M000100Y43' });

beforeEach(() => fakeBrowser.reset());

describe('the store', () => {
  it('keeps, replaces and deletes, in order', async () => {
    await saveUnits(first, second);
    await saveUnits({ ...first, agentName: '李华' });
    expect((await readUnits()).map(({ unitName }) => unitName)).toEqual([first.unitName, second.unitName]);
    expect((await readUnits())[0]?.agentName).toBe('李华');
    await deleteUnit(first.id);
    expect(await readUnits()).toEqual([second]);
  });

  it('loses nothing when two changes are asked for at once', async () => {
    await Promise.all([saveUnits(first), saveUnits(second)]);
    expect(await readUnits()).toHaveLength(2);
  });

  it('stays on this machine: nothing is synchronised', async () => {
    await saveUnits(first);
    expect(await browser.storage.sync.get()).toEqual({});
    expect(Object.keys(await browser.storage.local.get())).toContain('units');
  });

  it('refuses to store what is no unit', async () => {
    await expect(saveUnits({ ...first, unitName: '' })).rejects.toThrow();
    expect(await readUnits()).toEqual([]);
  });
});

describe('a file', () => {
  const now = new Date('2026-11-24T00:00:00Z');

  it('gives back what was exported', () => {
    expect(parseUnitsFile(formatUnitsFile([first, second], now))).toEqual({ units: [first, second] });
  });

  it.each([
    ['nonsense', ''],
    ['[]', ''],
    [JSON.stringify({ format: 'other' }), 'format'],
    [formatUnitsFile([first], now).replace('"version": 1', '"version": 2'), 'version'],
    [formatUnitsFile([second, { ...first, creditCode: '91500000MA5U4K2X4' }], now), 'units[1].creditCode'],
    [formatUnitsFile([first, first], now), 'units[1].id'],
    [formatUnitsFile([{ ...first, note: 'x' } as Unit], now), 'units[0].note'],
    [formatUnitsFile([first], now).replace('"13800000000"', '13800000000'), 'units[0].agentMobile'],
  ])('names the place that is wrong (%#)', (text, wrongPath) => expect(parseUnitsFile(text)).toEqual({ wrongPath }));

  it('is never more than refused, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseUnitsFile(text)).toHaveProperty('wrongPath');
      }),
    );
  });

  it('tells beforehand what it changes; a unit is known by its code, too', () => {
    const same = { ...second };
    const renamed = { ...makeUnit({}), ...first, id: createEmptyUnit().id, agentName: '王五' };
    const fresh = makeUnit({ unitName: '新单位' });
    expect(planImport([first, second], [same, renamed, fresh])).toEqual({
      added: [fresh],
      changed: [{ unit: { ...renamed, id: first.id }, fields: ['agentName'] }],
      same: [same],
    });
  });
});

describe('a certificate', () => {
  const certificate = {
    unitName: first.unitName,
    creditCode: first.creditCode,
    subject: [{ type: 'STREET', value: '渝北区金开大道160号' }],
    socialInsuranceNumbers: [
      { source: 'SERIALNUMBER', value: '50010203' },
      { source: 'OU', value: '50010203' },
      { source: 'CN', value: '重庆山城' },
      { source: 'x', value: first.creditCode },
    ],
  } as unknown as CertificateDescription;

  it('says name, code and address, and only proposes a 社保号', () => {
    const said = readCertificateUnit(certificate);
    expect(said.socialInsuranceNumbers).toEqual(['50010203']);
    const unit = mergeCertificateUnit([first], createEmptyUnit(), said);
    expect(unit).toEqual({ ...first, unitAddress: '渝北区金开大道160号' });
    expect(unit.socialInsuranceNumber).toBe('');
  });

  it('whose name is longer than a unit’s may be says so, and is not taken for a unit that begins alike', () => {
    const unitName = `${'重庆'.repeat(29)}机𠮷械有限公司`;
    const said = readCertificateUnit({ ...certificate, unitName, creditCode: undefined } as CertificateDescription);
    expect(said).toMatchObject({ isNameCut: true, values: { unitName: `${'重庆'.repeat(29)}机` } });
    const alike = { ...first, creditCode: '', unitName: said.values.unitName };
    expect(mergeCertificateUnit([alike], createEmptyUnit(), said).id).not.toBe(first.id);
    expect(readCertificateUnit(certificate).isNameCut).toBe(false);
  });

  it('of a unit that is not known makes a new one', () => {
    const empty = createEmptyUnit();
    expect(mergeCertificateUnit([second], empty, readCertificateUnit(certificate)).id).toBe(empty.id);
  });
});

describe('what is filled and printed', () => {
  it('has the mobile number where no other telephone is known', () => {
    expect(listPlatformValues(first).contactPhone).toBe('13800000000');
    expect(listPlatformValues({ ...first, contactPhone: '023-63456789' }).contactPhone).toBe('023-63456789');
  });

  it('knows what a paper leaves blank', () => {
    expect(listBlankFields(first, 'seal')).toEqual(['agentName']);
    expect(listBlankFields(first, 'application')).toContain('postalAddress');
  });
});

describe('units given by policy', () => {
  it('stand beside the clerk’s own, and hold where both have the same one', async () => {
    await saveUnits({ ...first, agentName: '自己填的' }, second);
    await fakeBrowser.storage.managed.set({ units: [{ ...first, agentName: '管理员给的' }] });
    expect(await readKnownUnits()).toEqual([second, { ...first, agentName: '管理员给的' }]);
    expect(await readManagedUnits()).toHaveLength(1);
    // The clerk's own entry comes back when the policy goes.
    await fakeBrowser.storage.managed.clear();
    expect((await readKnownUnits())[0]?.agentName).toBe('自己填的');
  });
});
