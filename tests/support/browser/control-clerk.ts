// What a clerk does in the window that a page's control opens.
import type { Browser, Page } from 'puppeteer';
import { press, typeInto } from './clerk.ts';
import { listPages, readAddress, waitForPage } from './find-page.ts';

const waitMs = 20_000;

/** The open question, once it can be answered or says why not. */
export async function waitForQuestion(browser: Browser, kind: string): Promise<Page> {
  const window = await waitForPage(browser, '/control.html', waitMs);
  await window.waitForSelector(`[data-kind="${kind}"]:is([data-screen="question"], [data-screen="blocked"])`, {
    timeout: waitMs,
  });
  return window;
}

/** Presses a button after which the window goes; the next question has a window of its own. */
async function pressAndLeave(window: Page, button: string): Promise<void> {
  const browser = window.browser();
  const address = await readAddress(window);
  await press(window, button).catch((error: unknown) => {
    // The window may go before the mouse is up again. That it has gone is seen below.
    if (!(error instanceof Error && error.name === 'TargetCloseError')) throw error;
  });
  const deadline = Date.now() + waitMs * 2;
  while ((await listPages(browser, address)).length > 0) {
    if (Date.now() > deadline) throw new Error(`the window has stayed after ${button}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Says yes; the window goes when all is done. */
export const confirmAndLeave = (window: Page): Promise<void> => pressAndLeave(window, 'confirm-button');

/** Says yes, with the PIN where one is asked for. */
export async function confirmQuestion(browser: Browser, kind: string, pin?: string): Promise<void> {
  const window = await waitForQuestion(browser, kind);
  if (pin !== undefined) await typeInto(window, 'pin', pin);
  await confirmAndLeave(window);
}

export async function cancelQuestion(browser: Browser, kind: string): Promise<void> {
  await pressAndLeave(await waitForQuestion(browser, kind), 'cancel-button');
}
