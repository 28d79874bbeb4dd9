// The popup under our icon in the toolbar, opened over a page as a click on the icon does: with the access to that page that comes by it.
import type { Page } from 'puppeteer';
import { chromiumExtensionId, firefoxExtensionId } from '../../../shared/product-ids.ts';
import { readBrowserName } from './browser-name.ts';
import { askFirefox } from './firefox-system.ts';

export interface ToolbarPopup {
  /** Waits for what has that test id. @returns its text */
  readonly read: (testId: string) => Promise<string>;
  readonly has: (testId: string) => Promise<boolean>;
  /** Presses it with a click that the browser takes for a person's. */
  readonly press: (testId: string) => Promise<void>;
  readonly choose: (testId: string, value: string) => Promise<void>;
  /** In Chromium the popup's page, to be looked at. */
  readonly page?: Page;
}

const waitMs = 20_000;
const selectorOf = (testId: string) => `[data-testid="${testId}"]`;

async function openInChromium(page: Page): Promise<ToolbarPopup> {
  const browser = page.browser();
  const extension = (await browser.extensions()).get(chromiumExtensionId);
  if (!extension) throw new Error('the extension is not there');
  await page.triggerExtensionAction(extension);
  const target = await browser.waitForTarget((one) => one.url().endsWith('/popup.html'), { timeout: waitMs });
  const popup = await target.asPage();
  const wait = (testId: string) => popup.waitForSelector(selectorOf(testId), { timeout: waitMs });
  return {
    page: popup,
    read: async (testId) => (await wait(testId))?.evaluate((one) => one.textContent ?? '') ?? '',
    has: async (testId) => (await popup.$(selectorOf(testId))) !== null,
    // It may close by the click: nobody waits for an answer.
    press: async (testId) =>
      void (await wait(testId))?.evaluate((one) => setTimeout(() => (one as HTMLElement).click())),
    choose: async (testId, value) => {
      await wait(testId);
      await popup.select(selectorOf(testId), value);
    },
  };
}

/** Runs in the popup, which Firefox keeps in a process of its own; `content` is its window. */
function askPopup(page: Page, body: string): Promise<unknown> {
  const name = `shebao-${Math.random()}`;
  const script = `(() => { const answer = (() => { ${body} })(); sendAsyncMessage('${name}', answer ?? null); })()`;
  return askFirefox(
    page.browser(),
    `new Promise((resolve) => {
      const popup = document.querySelector('.webextension-popup-browser');
      if (!popup?.messageManager) return resolve(null);
      popup.messageManager.addMessageListener('${name}', ({ data }) => resolve(data));
      popup.messageManager.loadFrameScript('data:application/javascript;charset=utf-8,' + encodeURIComponent(${JSON.stringify(script)}), false);
    })`,
  );
}

async function openInFirefox(page: Page): Promise<ToolbarPopup> {
  await page.bringToFront();
  await askFirefox(
    page.browser(),
    `(async () => {
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID('${firefoxExtensionId}');
      await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
      return true;
    })()`,
  );
  const find = (testId: string) => `content.document.querySelector('${selectorOf(testId)}')`;
  async function wait(testId: string): Promise<string> {
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      const text = await askPopup(page, `return ${find(testId)}?.textContent ?? false`);
      if (typeof text === 'string') return text;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the popup shows no ${testId}`);
  }
  return {
    read: wait,
    has: async (testId) => (await askPopup(page, `return ${find(testId)} !== null`)) === true,
    press: async (testId) => {
      await wait(testId);
      const press = `const end = content.windowUtils.setHandlingUserInput(true); ${find(testId)}.click(); end.destruct(); return true`;
      await askPopup(page, press);
    },
    choose: async (testId, value) => {
      await wait(testId);
      await askPopup(
        page,
        `const field = ${find(testId)}; field.value = '${value}'; field.dispatchEvent(new content.Event('change', { bubbles: true })); return true`,
      );
    },
  };
}

/** @param page the tab over which it opens */
export const openToolbarPopup = (page: Page): Promise<ToolbarPopup> =>
  readBrowserName() === 'firefox' ? openInFirefox(page) : openInChromium(page);
