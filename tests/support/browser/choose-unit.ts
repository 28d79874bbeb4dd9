// Answers our window that asks from which unit a page is filled.
import type { Browser } from 'puppeteer';
import { press, readText } from './clerk.ts';
import { waitForPage } from './find-page.ts';

/** Takes the unit that is proposed. @returns what the window said: which site, which fields */
export async function chooseUnit(browser: Browser): Promise<{ readonly site: string; readonly fields: string }> {
  const window = await waitForPage(browser, '/fill.html');
  const said = { site: await readText(window, 'fill-site'), fields: await readText(window, 'fill-fields') };
  await press(window, 'fill-confirm');
  return said;
}
