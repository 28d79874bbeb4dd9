// The popup's certificates on screen, with 200 remembered over one: what a clerk of an agency waits longer than others.
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { goToAssistantPage, openAssistantPage } from '../support/browser/assistant-pages.ts';
import { openClerkBrowser } from '../support/browser/clerk-browser.ts';
import { seedReminders } from '../support/browser/seed-reminders.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { type BenchResult, compare } from './measure.ts';

const many = 200;

/** Notes when the first certificate has been painted: the frame after the one in which it was put into the document. */
function notePaint(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[data-testid="certificate"]')) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.documentElement.setAttribute('data-painted', String(performance.now()))),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** From the start of the navigation, by the browser's own clock. */
async function timePaint(page: Page, count: number): Promise<number> {
  const names = Array.from({ length: count }, (_, index) => ({
    unitName: `重庆第${index}制造有限公司`,
    daysLeft: 1 + index,
  }));
  await seedReminders(page, names);
  await goToAssistantPage(page, 'popup.html');
  const root = await page.waitForSelector('[data-painted]');
  return Number(await root?.evaluate((element) => element.getAttribute('data-painted')));
}

export async function benchPopup(): Promise<BenchResult> {
  const scratch = makeScratch();
  const portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal') });
  const { hostEnvironment, folder } = scratch;
  const clerk = await openClerkBrowser({ folder, portal, hostEnvironment, hostManifest: false });
  try {
    const page = await openAssistantPage(clerk.browser, 'popup.html');
    await page.setViewport({ width: 380, height: 600 });
    await page.evaluateOnNewDocument(notePaint);
    const name = `first paint of the popup with ${many} certificates over one`;
    return await compare(
      name,
      41,
      () => timePaint(page, many),
      () => timePaint(page, 1),
      2,
    );
  } finally {
    await clerk.close();
    await portal.close();
    scratch.remove();
  }
}
