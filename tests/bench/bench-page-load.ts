// What the content script adds to a page of the platform: loads of 订单查询 with the assistant over loads without it.
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { openClerkBrowser } from '../support/browser/clerk-browser.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { createPlatformClerk } from '../support/portal/platform-clerk.ts';
import { exampleAccount } from '../support/portal/platform-visit.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { type BenchResult, compare } from './measure.ts';

const url = 'http://os.ezca.org:8001/easyca/netpay/order/list.jsp';

/** From the start of the navigation to the end of the load event, by the browser's own clock. */
async function timeLoad(page: Page): Promise<number> {
  await page.goto(url, { waitUntil: 'load' });
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return entry?.loadEventEnd ?? Number.NaN;
  });
}

export async function benchPageLoad(): Promise<BenchResult> {
  const scratch = makeScratch();
  const portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal'), variant: 'frames' });
  const other = makeScratch();
  const common = { portal, hostEnvironment: scratch.hostEnvironment };
  const withUs = await openClerkBrowser({ ...common, folder: scratch.folder });
  const without = await openClerkBrowser({ ...common, folder: other.folder, hasExtension: false });
  try {
    await portal.createAccount(exampleAccount);
    await portal.placeOrder({ phone: exampleAccount.phone, kind: 'new', unit: exampleUnit });
    for (const { page } of [withUs, without]) await createPlatformClerk(page, portal).logIn();
    const ours = () => timeLoad(withUs.page);
    const theirs = () => timeLoad(without.page);
    return await compare('load of a platform page over the same without the assistant', 101, ours, theirs, 1.02);
  } finally {
    await withUs.close();
    await without.close();
    await portal.close();
    scratch.remove();
    other.remove();
  }
}
