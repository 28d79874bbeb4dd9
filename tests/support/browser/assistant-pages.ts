// The assistant's own pages as a clerk uses them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import { chromiumExtensionId } from '../../../shared/product-ids.ts';
import type { Unit } from '../../portal/ca/unit.ts';
import { exampleAccount } from '../portal/platform-visit.ts';
import { readBrowserName } from './browser-name.ts';
import { readAddress } from './find-page.ts';
import { navigateFirefox } from './firefox-system.ts';
import { firefoxOriginUuid } from './launch-firefox.ts';

/** Address of a page of ours, e.g. `units.html`. */
export const assistantUrl = (page: string) =>
  readBrowserName() === 'firefox'
    ? `moz-extension://${firefoxOriginUuid}/${page}`
    : `chrome-extension://${chromiumExtensionId}/${page}`;

/** Leads a tab to a page of ours, e.g. `popup.html`; resolves when it is loaded. */
export async function goToAssistantPage(page: Page, path: string): Promise<void> {
  const url = assistantUrl(path);
  if (readBrowserName() === 'chromium') {
    // Right after the start Chromium may not have loaded the extension yet.
    await page.browser().waitForTarget((target) => target.url().startsWith(assistantUrl('')), { timeout: 10_000 });
    await page.goto(url);
    return;
  }
  await navigateFirefox(page, url);
  await waitUntilLoaded(page, url);
}

/** Firefox: the document that was there before may still answer for a moment. */
async function waitUntilLoaded(page: Page, url: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const state = await page.evaluate(() => `${document.readyState} ${location.href}`).catch(() => '');
    if (state === `complete ${url}`) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${url} has not been loaded; the page is at ${await readAddress(page)}`);
}

/** A new tab with a page of ours. */
export async function openAssistantPage(browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  await goToAssistantPage(page, path);
  return page;
}

/** Loads a page of ours again, as F5 does. */
export async function reloadAssistantPage(page: Page): Promise<void> {
  const url = await readAddress(page);
  // An address that is only loaded again tells nothing apart from the document that goes.
  await page.evaluate(() => document.documentElement.setAttribute('data-before-reload', ''));
  await page.evaluate(() => setTimeout(() => location.reload()));
  await page.waitForSelector(':root:not([data-before-reload])', { timeout: 20_000 });
  await waitUntilLoaded(page, url);
}

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
    agentMobile: exampleAccount.phone,
    agentEmail: 'lihua@example.com',
    agentWechat: '',
    postalAddress: '重庆市渝北区金开大道160号',
  };
}

/** Imports a unit profile on the units page: choose the file, look at the preview, confirm. */
export function importUnit(browser: Browser, folder: string, unit: Unit): Promise<void> {
  return importProfile(browser, folder, unitProfileOf(unit));
}

/** The same with any profile. */
export async function importProfile(browser: Browser, folder: string, profile: Record<string, string>): Promise<void> {
  const file = join(folder, '单位资料.json');
  writeFileSync(
    file,
    JSON.stringify({
      format: 'shebao-assistant-units',
      version: 1,
      exportedAt: new Date().toISOString(),
      units: [profile],
    }),
  );
  const page = await openAssistantPage(browser, 'units.html');
  try {
    const input = await page.waitForSelector('[data-testid="import-file"]');
    await (input as ElementHandle<HTMLInputElement> | null)?.uploadFile(file);
    const confirm = await page.waitForSelector('[data-testid="confirm-import"]', { timeout: 10_000 });
    await confirm?.click();
    await page.waitForSelector('[data-testid="unit-card"]', { timeout: 10_000 });
  } finally {
    await page.close();
  }
}
