// The clerk takes the assistant's access to the two sites back, and gives it again, in the way of the browser at hand.
import type { Browser, Page } from 'puppeteer';
import { chromiumExtensionId } from '../../../shared/product-ids.ts';
import { openAssistantPage } from './assistant-pages.ts';
import { readBrowserName } from './browser-name.ts';
import { press } from './clerk.ts';

const origins = ['http://os.ezca.org/*', 'http://rlsbj.cq.gov.cn/*'];

/** What is asked of the browsers in their own pages and in ours. */
declare const chrome: {
  developerPrivate: {
    updateExtensionConfiguration(change: object): Promise<void>;
    addHostPermission(extensionId: string, pattern: string): Promise<void>;
  };
  permissions: { remove(permissions: object): Promise<boolean> };
};

/** As the switch on chrome://extensions does. */
async function setChromiumAccess(browser: Browser, hostAccess: 'ON_CLICK' | 'ON_ALL_SITES'): Promise<void> {
  const page = await browser.newPage();
  await page.goto('chrome://extensions');
  const change = { extensionId: chromiumExtensionId, hostAccess };
  await page.evaluate((asked) => chrome.developerPrivate.updateExtensionConfiguration(asked), change);
  await page.close();
}

/** As Firefox's add-on manager and Chromium's extension settings do. */
export async function revokeSiteAccess(browser: Browser): Promise<void> {
  if (readBrowserName() === 'chromium') return setChromiumAccess(browser, 'ON_CLICK');
  const page = await openAssistantPage(browser, 'help.html');
  const isGone = await page.evaluate((asked) => chrome.permissions.remove({ origins: asked }), origins);
  if (!isGone) throw new Error('Firefox did not take the access back');
  await page.close();
}

/**
 * Presses the button of ours that asks for access; what the browser then asks is answered with yes. Chromium's question
 * cannot be clicked by anybody but a person, so there its settings give the access.
 */
export async function grantSiteAccess(page: Page, buttonTestId: string): Promise<void> {
  await press(page, buttonTestId);
  if (readBrowserName() === 'chromium') await setChromiumAccess(page.browser(), 'ON_ALL_SITES');
  await page.bringToFront();
}

/**
 * Has the browser answer yes, before it is asked, to further sites. Firefox asks nobody in tests (see launch-firefox.ts);
 * in Chromium its own settings give the access to these sites.
 */
export async function allowSites(browser: Browser, hosts: readonly string[]): Promise<void> {
  if (readBrowserName() === 'firefox') return;
  const page = await browser.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(
    async (extensionId, patterns) => {
      for (const pattern of patterns) await chrome.developerPrivate.addHostPermission(extensionId, pattern);
    },
    chromiumExtensionId,
    hosts.map((host) => `http://${host}/*`),
  );
  await page.close();
}
