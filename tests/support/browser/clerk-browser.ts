// A real browser with the built extension, the real host and the simulated portal: what a clerk sits in front of.
// Tests are written once for Chromium and Firefox. Where the two are driven differently the helpers know it, so use
// openAssistantPage and goToAssistantPage (assistant-pages.ts) instead of goto, waitForPage (find-page.ts) instead of
// waitForTarget and url(), emulateMedia (emulate-media.ts) instead of page.emulateMedia….
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { type BrowserName, readBrowserName } from './browser-name.ts';
import { emulateMedia } from './emulate-media.ts';
import { waitForPage } from './find-page.ts';
import { closeFirefoxTab } from './firefox-system.ts';
import { installAgain, type KeptBrowser, leaveKeptBrowser } from './kept-browser.ts';
import { launchChromium } from './launch-chromium.ts';
import { launchFirefox } from './launch-firefox.ts';
import type { LaunchOptions } from './launch-options.ts';
import {
  type HostLauncherOptions,
  removeHostManifest,
  writeHostLauncher,
  writeHostManifest,
} from './native-manifest.ts';

export interface ClerkBrowserOptions extends LaunchOptions, HostLauncherOptions {
  /** False leaves the host uninstalled, `forbidden` registers it for another extension. */
  readonly hostManifest?: boolean | 'forbidden';
  readonly darkMode?: boolean;
  /** Leaves the setup page open that the extension shows after its installation. */
  readonly keepsSetupPage?: boolean;
  /** The browser to use again, or to start for the tests after this one too; a browser of one's own otherwise. */
  readonly kept?: KeptBrowser;
}

export interface ClerkBrowser {
  readonly browser: Browser;
  /** The first tab. */
  readonly page: Page;
  /** Texts of the alerts that pages have shown, each confirmed as a clerk does. */
  readonly alerts: string[];
  /** Registers the host after all, where `hostManifest` was false. */
  installHost(): void;
  close(): Promise<void>;
}

async function openBrowser(name: BrowserName, options: ClerkBrowserOptions): Promise<Browser> {
  const { kept } = options;
  if (kept?.browser?.connected) {
    await installAgain(kept.browser);
    return kept.browser;
  }
  const browser = await (name === 'firefox' ? launchFirefox(options) : launchChromium(options));
  if (kept) kept.browser = browser;
  return browser;
}

/** Starts the browser that CLERK_BROWSER names. */
export async function openClerkBrowser(options: ClerkBrowserOptions): Promise<ClerkBrowser> {
  const name = readBrowserName();
  const { hostManifest = true, kept } = options;
  const folder = kept?.folder ?? options.folder;
  // Before the host's manifest is put into the profile.
  const isFirstStart = kept !== undefined || !existsSync(join(folder, name));
  const launcher = writeHostLauncher(options);
  removeHostManifest(name, folder);
  if (hostManifest !== false) writeHostManifest(name, { folder, launcher, isForbidden: hostManifest === 'forbidden' });
  const browser = await openBrowser(name, { ...options, folder });
  const alerts: string[] = [];
  const page = kept?.page ?? (await browser.pages())[0];
  if (!page) throw new Error(`${name} opened no tab`);
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.accept();
  });
  if (isFirstStart && options.hasExtension !== false && !options.keepsSetupPage) {
    // It stands in front of the tab in which the clerk's story begins.
    if (name === 'firefox') await closeFirefoxTab(browser, '/setup.html');
    else await (await waitForPage(browser, '/setup.html')).close();
    await page.bringToFront();
  }
  if (options.darkMode) await emulateMedia(page, { colorScheme: 'dark' });
  return {
    browser,
    page,
    alerts,
    installHost: () => writeHostManifest(name, { folder, launcher }),
    close: () => (kept ? leaveKeptBrowser(kept) : browser.close()),
  };
}
