// Stops the extension's background in the middle of its work, as browsers do with one that they think idle.
import type { Browser } from 'puppeteer';
import { firefoxExtensionId } from '../../../shared/product-ids.ts';
import { readBrowserName } from './browser-name.ts';
import { askFirefox } from './firefox-system.ts';

/** Resolves when it has stopped. It starts again with the next message or request. */
export async function stopBackground(browser: Browser): Promise<void> {
  if (readBrowserName() === 'firefox') {
    const policy = `WebExtensionPolicy.getByID('${firefoxExtensionId}')`;
    await askFirefox(
      browser,
      `${policy}.extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
    );
    return;
  }
  const target = await browser.waitForTarget((one) => one.type() === 'service_worker');
  await (await target.worker())?.close();
}
