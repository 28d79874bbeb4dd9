// Finds tabs, windows and frames by what they show, in either browser.
import type { Browser, Frame, Page } from 'puppeteer';
import { readBrowserName } from './browser-name.ts';
import { readFirefoxAddresses } from './firefox-system.ts';

async function readAddresses(browser: Browser, frames: readonly Frame[]): Promise<string[]> {
  return readBrowserName() === 'firefox' ? readFirefoxAddresses(browser, frames) : frames.map((frame) => frame.url());
}

/** Where the page is. */
export async function readAddress(page: Page): Promise<string> {
  return (await readAddresses(page.browser(), [page.mainFrame()]))[0] ?? '';
}

/** Frames of the page whose address has `part` in it. */
export async function listFrames(page: Page, part: string): Promise<Frame[]> {
  const frames = page.frames();
  const addresses = await readAddresses(page.browser(), frames);
  return frames.filter((_, index) => addresses[index]?.includes(part));
}

/** Tabs and windows whose address has `part` in it. */
export async function listPages(browser: Browser, part: string): Promise<Page[]> {
  const pages = await browser.pages();
  const addresses = await readAddresses(
    browser,
    pages.map((page) => page.mainFrame()),
  );
  return pages.filter((_, index) => addresses[index]?.includes(part));
}

/** Waits for a tab or window whose address has `part` in it; one that is already there counts. */
export async function waitForPage(browser: Browser, part: string, timeoutMs = 20_000): Promise<Page> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const [page] = await listPages(browser, part);
    if (page) return page;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const open = await Promise.all((await browser.pages()).map(readAddress));
  throw new Error(`no page has come with ${part}; open: ${open.join(' ')}`);
}
