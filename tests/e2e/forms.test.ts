// Our forms on paper: one A4 sheet each, boxes in true millimetres; and our pages under axe at every width.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goToAssistantPage, importUnit, unitProfileOf } from '../support/browser/assistant-pages.ts';
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
