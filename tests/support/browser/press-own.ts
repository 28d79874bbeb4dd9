// Presses a button of ours on a site's page as a clerk does: after it has stood there for a moment, in sight.
import type { ElementHandle, Frame, Page } from 'puppeteer';

const waitMs = 20_000;

/** @param selector of our host element @returns it, in the middle of the window and with its click guard content */
export async function waitUntilReady(frame: Frame | Page, selector: string): Promise<ElementHandle<Element>> {
  const host = await frame.waitForSelector(selector, { timeout: waitMs });
  if (!host) throw new Error(`there is no ${selector}`);
  await host.evaluate((element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    // The guard sets it again at its next look, if the place is still the same then.
    element.removeAttribute('data-shebao-ready');
  });
  await frame.waitForSelector(`${selector}[data-shebao-ready]`, { timeout: waitMs });
  return host;
}

const barWidthPx = 980;

/** The button is all there is, or stands at the beginning of a bar in the middle. */
export async function pressOwn(frame: Frame | Page, selector: string): Promise<void> {
  const host = await waitUntilReady(frame, selector);
  const { width, height } = await host.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return { width: box.width, height: box.height };
  });
  const isBar = width > 300;
  await host.click(isBar ? { offset: { x: Math.max(0, (width - barWidthPx) / 2) + 45, y: height / 2 } } : {});
}
