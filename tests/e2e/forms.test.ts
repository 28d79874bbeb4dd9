// Our forms on paper: one A4 sheet each, boxes in true millimetres; and our pages under axe at every width.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goToAssistantPage, importProfile, importUnit, unitProfileOf } from '../support/browser/assistant-pages.ts';
import { emulateMedia } from '../support/browser/emulate-media.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { readPdfPages } from '../support/files/read-pdf-pages.ts';
import { exampleUnit } from '../support/portal/units.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  await importUnit(office.clerk.browser, office.scratch.folder, exampleUnit);
});
afterAll(() => office.close());

const profile = unitProfileOf(exampleUnit);
const address = (form: string) => `forms.html?form=${form}&unitId=${profile.id}&operation=change`;

describe.each(['application', 'seal'])('the %s form', (form) => {
  test.each(['light', 'dark'] as const)('is one sheet of A4 in %s mode', async (scheme) => {
    const { page } = office.clerk;
    await emulateMedia(page, { colorScheme: scheme });
    await goToAssistantPage(page, address(form));
    await page.waitForSelector(`[data-testid="${form}-form"]`);
    const pages = await readPdfPages(await page.pdf({ preferCSSPageSize: true }));
    expect(pages).toHaveLength(1);
    // 210 × 297 mm in points of 1/72 inch; browsers round to whole pixels.
    expect(Math.abs((pages[0]?.width ?? 0) - 595.28)).toBeLessThan(1);
    expect(Math.abs((pages[0]?.height ?? 0) - 841.89)).toBeLessThan(1);
  });

  test('prints black on white, without our bar', async () => {
    const { page } = office.clerk;
    await goToAssistantPage(page, address(form));
    await page.waitForSelector(`[data-testid="${form}-form"]`);
    await emulateMedia(page, { type: 'print' });
    const seen = await page.$eval('.sheet', (sheet) => ({
      color: getComputedStyle(sheet).color,
      background: getComputedStyle(sheet).backgroundColor,
      overflow: sheet.scrollHeight - sheet.clientHeight,
    }));
    expect(seen).toEqual({ color: 'rgb(0, 0, 0)', background: 'rgb(255, 255, 255)', overflow: 0 });
    expect(await page.$eval('.forms-bar', (bar) => getComputedStyle(bar).display)).toBe('none');
    await emulateMedia(page, {});
  });
});

describe('with the longest values that the fields take', () => {
  const fill = (length: number) => '重庆两江新区'.repeat(20).slice(0, length);
  const longest = {
    ...profile,
    id: '22222222-2222-4333-8444-555555555555',
    // Not the other unit's, or the import would take it for that one; genuine, with a check character of before 2016.
    creditCode: '91350203M0001QKT19',
    unitName: fill(60),
    insuredArea: fill(20),
    legalPersonName: fill(40),
    legalPersonDocumentType: 'other',
    legalPersonDocumentNumber: 'A'.repeat(19).concat('1'),
    contactPhone: '400-820-8820-123456',
    officePhone: '0571-87654321-123456',
    website: `www.${'long-name.'.repeat(9)}com`,
    unitAddress: fill(60),
    agentName: fill(40),
    agentDocumentType: 'other',
    agentDocumentNumber: 'B'.repeat(19).concat('1'),
    agentEmail: `${'a'.repeat(50)}@${'long-name.'.repeat(4)}com`,
    agentWechat: 'w'.repeat(30),
    postalAddress: fill(100),
    socialInsuranceNumber: '5'.repeat(20),
  };

  beforeAll(() => importProfile(office.clerk.browser, office.scratch.folder, longest));

  test.each(['application', 'seal'])('the %s form keeps the place for signature and seal whole', async (form) => {
    const { page } = office.clerk;
    const project = encodeURIComponent(fill(40));
    await goToAssistantPage(
      page,
      `forms.html?form=${form}&unitId=${longest.id}&operation=change&projectName=${project}`,
    );
    await page.waitForSelector(`[data-testid="${form}-form"]`);
    if (form === 'application') await page.type('#forms-detail', fill(40));
    await emulateMedia(page, { type: 'print' });
    const seen = await page.$eval('.sheet', (sheet) => {
      const bottomOf = (selector: string) => sheet.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
      const mm = (pixels: number) => (pixels / 96) * 25.4;
      return {
        fit: sheet.getAttribute('data-fit'),
        fromEdgeMm: mm(sheet.getBoundingClientRect().bottom - bottomOf('table')),
        signingMm: mm(sheet.querySelector('.signing td')?.clientHeight ?? 0),
        hidden: sheet.scrollHeight - sheet.clientHeight,
        fontPt: (Number.parseFloat(getComputedStyle(sheet).fontSize) / 96) * 72,
      };
    });
    await emulateMedia(page, {});
    expect(seen.fit).not.toBe('long');
    expect(seen.fromEdgeMm).toBeGreaterThan(5);
    expect(seen.signingMm).toBeGreaterThan(form === 'application' ? 55 : 29);
    expect(seen.hidden).toBe(0);
    expect(seen.fontPt).toBeGreaterThan(7);
    expect(await readPdfPages(await page.pdf({ preferCSSPageSize: true }))).toHaveLength(1);
  });

  test('goes on to a second sheet where one cannot hold it, with the place for the seal whole', async () => {
    const { page } = office.clerk;
    await goToAssistantPage(page, `forms.html?form=application&unitId=${longest.id}`);
    await page.waitForSelector('[data-testid="application-form"]');
    // No field takes as much: the last way out is tried all the same.
    await page.$eval('[data-field="postalAddress"]', (cell) => cell.append('很长的地址'.repeat(500)));
    await page.evaluate(() => window.dispatchEvent(new Event('resize')));
    expect(await page.$eval('.sheet', (sheet) => sheet.getAttribute('data-fit'))).toBe('long');
    expect((await readPdfPages(await page.pdf({ preferCSSPageSize: true }))).length).toBeGreaterThan(1);
  });
});

test('the boxes for the stamp hold a seal of 42 mm with room around it', async () => {
  const { page } = office.clerk;
  await goToAssistantPage(page, address('seal'));
  await page.waitForSelector('[data-testid="seal-form"]');
  await emulateMedia(page, { type: 'print' });
  const sizes = await page.$$eval('[data-testid="stamp-box"]', (boxes) =>
    boxes.map((box) => [box.clientWidth, box.clientHeight].map((pixels) => (pixels / 96) * 25.4)),
  );
  await emulateMedia(page, {});
  expect(sizes).toHaveLength(2);
  for (const side of sizes.flat()) expect(side).toBeGreaterThanOrEqual(45);
});

test('the application form has every value of the profile and the chosen box', async () => {
  const { page } = office.clerk;
  await goToAssistantPage(page, address('application'));
  await page.waitForSelector('[data-testid="application-form"]');
  const text = await page.$eval('[data-testid="application-form"]', (sheet) => sheet.textContent ?? '');
  const printed = ['unitName', 'creditCode', 'socialInsuranceNumber', 'legalPersonName', 'agentName', 'agentEmail'];
  for (const field of printed) expect(text).toContain(profile[field]);
  expect(await page.$$eval('[data-ticked="true"]', (boxes) => boxes.map((box) => box.textContent))).toEqual([
    expect.stringContaining('证书信息变更'),
  ]);
});

test.each([
  ['forms.html?form=application', '[data-testid="application-form"]'],
  ['forms.html?form=seal', '[data-testid="seal-form"]'],
  ['units.html', '[data-testid="unit-card"]'],
])('%s is accessible and fits every width', async (path, selector) => {
  const { page } = office.clerk;
  await goToAssistantPage(page, path);
  await page.waitForSelector(selector);
  expect(await lookAt(page, path)).toEqual([]);
});

test('the form of a unit with errors, and the question before deleting, are accessible', async () => {
  const { page } = office.clerk;
  await goToAssistantPage(page, 'units.html');
  await (await page.waitForSelector('[data-testid="edit-unit"]'))?.click();
  const code = await page.waitForSelector('#creditCode');
  await code?.type('X');
  await (await page.$('[data-testid="save-unit"]'))?.click();
  await page.waitForSelector('[data-testid="creditCode-error"]');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('creditCode');
  expect(await lookAt(page, 'unit form')).toEqual([]);
  await (await page.$('[data-testid="cancel-unit"]'))?.click();
  await (await page.waitForSelector('[data-testid="delete-unit"]'))?.click();
  await page.waitForSelector('[data-testid="delete-dialog"]');
  expect(await lookAt(page, 'delete dialog')).toEqual([]);
});
