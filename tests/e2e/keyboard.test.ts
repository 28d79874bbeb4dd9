// A renewal without a mouse: Tab, Enter and Space from the portal's page to 证书安装成功.
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { find, readText, waitForOperationWindow, waitForScreen, walkToQuickPage } from '../support/browser/clerk.ts';
import { listPages } from '../support/browser/find-page.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { listObjects } from '../support/token/judge-token.ts';

let office: Office;
afterEach(() => office.close());

/** Goes on by Tab until the cursor stands there. A clerk gives up after so many. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const isThere = () => page.$(`${selector}:focus`).then((found) => found !== null);
  for (let tabs = 0; tabs < 15; tabs += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  const place = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  throw new Error(`Tab does not lead to ${selector}; the cursor is at ${place}`);
}

test('a renewal by the keyboard alone', async () => {
  office = await openOffice();
  const { clerk, token } = office;
  const { page } = clerk;
  await walkToQuickPage(page);
  await tabTo(page, 'input[name=jbrxm]');
  await page.keyboard.type('李华');
  await tabTo(page, 'input[name=lxdh]');
  await page.keyboard.type('13800000000');
  // Past the PIN box, which is not for typing any more, and the page's own dead buttons.
  await tabTo(page, '[data-shebao-assistant="renew-button"]');
  await page.waitForSelector('[data-shebao-assistant="renew-button"][data-shebao-ready]', { timeout: 20_000 });
  await page.keyboard.press(' ');
  const window = await waitForOperationWindow(clerk.browser);
  await waitForScreen(window, 'form');
  await tabTo(window, '[data-testid="pin"]');
  await window.keyboard.type(token.pin);
  await window.keyboard.press('Enter');
  await find(window, 'verified');
  await tabTo(window, '[data-testid="run-button"]');
  await window.keyboard.press('Enter');
  await waitForScreen(window, 'done');
  expect(await readText(window, 'done-title')).toBe('证书安装成功');
  expect(listObjects(token).certificateIds).toHaveLength(2);
  await tabTo(window, '[data-testid="close-button"]');
  await window.keyboard.press(' ');
  await expect.poll(() => listPages(clerk.browser, '/operation.html')).toEqual([]);
});
