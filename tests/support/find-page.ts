// Finds tabs and windows by what they show, in either browser.
import type { Browser, Frame, Page } from 'puppeteer';

/** A page that is being left, or that shows an alert, does not answer. */
const answerMs = 1_000;

/**
 * Where the frame is. Puppeteer does not hear of an extension's pages in Firefox and goes on to say about:blank, so
 * the frame itself is asked; '' when it does not answer.
 */
export async function readAddress(frame: Frame | Page): Promise<string> {
  const known = frame.url();
  if (/^(https?|chrome-extension):/.test(known)) return known;
  const late = new Promise<string>((resolve) => setTimeout(resolve, answerMs, ''));
  return Promise.race([frame.evaluate(() => location.href).catch(() => ''), late]);
}

/** Tabs and windows whose address has `part` in it. */
export async function listPages(browser: Browser, part: string): Promise<Page[]> {
  const pages = await browser.pages();
  const addresses = await Promise.all(pages.map(readAddress));
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
