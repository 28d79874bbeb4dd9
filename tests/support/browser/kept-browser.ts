// One browser for many tests: starting it costs more than most tests do. Between two tests it is made as it was at its
// first start: extension removed and installed anew, every tab and window closed, cookies, caches and the sites' storage gone.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { chromiumExtensionId, firefoxExtensionId } from '../../../shared/product-ids.ts';
import { bureauOrigin, platformOrigin } from '../../portal/sites/site-urls.ts';
import { type BrowserName, readBrowserName } from './browser-name.ts';
import { builtExtension } from './built-extension.ts';
import { listPages } from './find-page.ts';
import { askFirefox } from './firefox-system.ts';
import type { LaunchOptions } from './launch-options.ts';

export interface KeptBrowser {
  /** For profile and native manifest, as long as the browser lives. */
  readonly folder: string;
  /** On which every portal of this browser listens: its names are mapped once, at the start. */
  readonly port: number;
  browser?: Browser;
  /** The one tab that is open between two tests. */
  page?: Page;
}

/** Of this process, whichever copy of this module a test file has. */
const store = globalThis as { keptBrowsers?: Map<BrowserName, KeptBrowser> };
store.keptBrowsers ??= new Map();
const kept = store.keptBrowsers;

/** Below those that systems give away by themselves, so that nobody takes it between two portals. */
const portRange = { first: 20_000, count: 12_000 } as const;

function tryPort(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function findPort(): Promise<number> {
  for (let step = 0; step < 100; step += 1) {
    const port = portRange.first + ((process.pid * 7 + step * 101) % portRange.count);
    if (await tryPort(port)) return port;
  }
  throw new Error('no port is free for the simulated portal');
}

/**
 * What a browser can only be given when it starts. Tests outside e2e have their own in any case: attackers' look into the
 * profile or kill the browser.
 */
const needsOwn = (options: Partial<LaunchOptions>) =>
  process.env.KEEPS_BROWSER === undefined ||
  options.portal !== undefined ||
  (options.language ?? 'zh_CN') !== 'zh_CN' ||
  options.hasExtension === false ||
  options.isHeadless === false ||
  options.executablePath !== undefined ||
  options.otherSites !== undefined;

/** Processes of a browser that was killed a moment ago may still be writing: what then stays is the system's to clear. */
function removeProfile(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  } catch {
    // See above.
  }
}

/** The kept browser of this worker for such a test, not necessarily started yet; undefined where the test needs its own. */
export async function findKeptBrowser(options: Partial<LaunchOptions>): Promise<KeptBrowser | undefined> {
  if (needsOwn(options)) return undefined;
  const name = readBrowserName();
  const known = kept.get(name);
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), `shebao-${name}-`));
  process.once('exit', () => {
    kept.get(name)?.browser?.process()?.kill('SIGKILL');
    removeProfile(folder);
  });
  const fresh = { folder, port: await findPort() };
  kept.set(name, fresh);
  return fresh;
}

/** After a test that left it in doubt: the next one gets a new one. */
async function giveUp(name: BrowserName, { browser, folder }: KeptBrowser): Promise<void> {
  kept.delete(name);
  browser?.process()?.kill('SIGKILL');
  await browser?.close().catch(() => undefined);
  removeProfile(folder);
}

/** A new window with one tab; all else goes. */
async function leaveOneTab(browser: Browser): Promise<Page> {
  const before = await browser.pages();
  const page = await browser.newPage({ type: 'window' });
  // Puppeteer still knows tabs of Firefox's that have gone.
  for (const old of before) await old.close().catch(() => undefined);
  // Every tab that is there has some address.
  const left = await listPages(browser, ':');
  if (left.length !== 1) throw new Error(`${left.length} tabs could not be closed`);
  return page;
}

async function forgetInChromium(browser: Browser, page: Page): Promise<void> {
  await browser.uninstallExtension(chromiumExtensionId);
  const session = await page.createCDPSession();
  await session.send('Network.clearBrowserCookies');
  await session.send('Network.clearBrowserCache');
  for (const origin of [bureauOrigin, platformOrigin, `chrome-extension://${chromiumExtensionId}`])
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}

async function forgetInFirefox(browser: Browser): Promise<void> {
  await browser.uninstallExtension(firefoxExtensionId);
  await askFirefox(
    browser,
    `new Promise((resolve) => Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, { onDataDeleted: resolve })).then(() => true)`,
  );
}

/**
 * Ends a test in a kept browser: nothing of it runs on, hosts included. A browser that cannot be brought there, or that
 * has crashed, is replaced.
 */
export async function leaveKeptBrowser(seat: KeptBrowser): Promise<void> {
  const name = readBrowserName();
  const { browser } = seat;
  try {
    if (!browser?.connected) throw new Error('it has ended');
    const page = await leaveOneTab(browser);
    seat.page = page;
    await (name === 'firefox' ? forgetInFirefox(browser) : forgetInChromium(browser, page));
  } catch (error) {
    console.error(`${name} is started anew for the next test: ${(error as Error).message}`);
    await giveUp(name, seat);
  }
}

/** Installs the extension in a browser that a test has left. */
export async function installAgain(browser: Browser): Promise<void> {
  const isFirefox = readBrowserName() === 'firefox';
  await browser.installExtension(builtExtension(isFirefox ? 'firefox' : 'chrome'));
  if (isFirefox) await askFirefox(browser, 'gBrowser.selectedBrowser.focus()');
}
