// The assistant's own pages as a clerk uses them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, ElementHandle } from 'puppeteer';
import { chromiumExtensionId } from '../../shared/product-ids.ts';
import type { Unit } from '../portal/ca/unit.ts';
import { account } from './platform-clerk.ts';

/** Address of a page of ours, e.g. `units.html`. */
export const assistantUrl = (page: string) => `chrome-extension://${chromiumExtensionId}/${page}`;

/** A unit profile as the units page exports it; the identity numbers are the standard's own example. */
export function unitProfileOf(unit: Unit): Record<string, string> {
  return {
    id: '11111111-2222-4333-8444-555555555555',
    unitName: unit.unitName,
    creditCode: unit.creditCode,
    socialInsuranceNumber: unit.socialInsuranceNumber,
    insuredArea: '渝北',
    legalPersonName: '张明',
    legalPersonDocumentType: 'identity-card',
    legalPersonDocumentNumber: '11010519491231002X',
    contactPhone: '023-63456789',
    officePhone: '023-63456789',
    website: '',
    unitAddress: '重庆市渝北区金开大道160号',
    agentName: '李华',
    agentDocumentType: 'identity-card',
    agentDocumentNumber: '11010519491231002X',
    agentMobile: account.phone,
    agentEmail: 'lihua@example.com',
    agentWechat: '',
    postalAddress: '重庆市渝北区金开大道160号',
  };
}

/** Imports a unit profile on the units page: choose the file, look at the preview, confirm. */
export async function importUnit(browser: Browser, folder: string, unit: Unit): Promise<void> {
  const file = join(folder, '单位资料.json');
  writeFileSync(
    file,
    JSON.stringify({
      format: 'shebao-assistant-units',
      version: 1,
      exportedAt: new Date().toISOString(),
      units: [unitProfileOf(unit)],
    }),
  );
  // Right after the start the browser may not have loaded the extension yet.
  await browser.waitForTarget((target) => target.url().startsWith(assistantUrl('')), { timeout: 10_000 });
  const page = await browser.newPage();
  try {
    await page.goto(assistantUrl('units.html'));
    const input = await page.waitForSelector('[data-testid="import-file"]');
    await (input as ElementHandle<HTMLInputElement> | null)?.uploadFile(file);
    const confirm = await page.waitForSelector('[data-testid="confirm-import"]', { timeout: 10_000 });
    await confirm?.click();
    await page.waitForSelector('[data-testid="unit-card"]', { timeout: 10_000 });
  } finally {
    await page.close();
  }
}
