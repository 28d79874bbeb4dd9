// What the stand-ins for a page's controls cost: a member that is read, a call that goes to the background and back, and the load
// of a page that has controls.
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { startPortal } from '../portal/start-portal.ts';
import { openClerkBrowser } from '../support/browser/clerk-browser.ts';
import { confirmQuestion } from '../support/browser/control-clerk.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { type BenchResult, compare, median } from './measure.ts';

const site = 'http://os.ezca.org:8001/easyca/ocx/page/';
const html = `<!doctype html><meta charset="utf-8"><title>t</title><body>
  <object id="ca" classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"></object>
  <script>function take(){ ca.MyCertificates.NewEnum(ca.MyFilter); return ca.MyCertificates.GetTheChooseCert(); }
  function time(runs, work){ var at = performance.now(); for (var i = 0; i < runs; i++) work(); return (performance.now() - at) / runs; }</script>
  ${'<p>社会保险网上申报</p>'.repeat(400)}</body>`;

async function benchCalls({ clerk, portal }: Office): Promise<BenchResult[]> {
  portal.showPage('bench', html);
  portal.showPage('first', `${html}<script>take()</script>`);
  const visit = clerk.page.goto(`${site}first`);
  await confirmQuestion(clerk.browser, 'certificates');
  await visit;
  await clerk.page.goto(`${site}bench`);
  const time = async (runs: number, work: string): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 11; round += 1)
      times.push(
        (await clerk.page.evaluate(`time(${runs}, (() => { const c = take(); return ${work}; })())`)) as number,
      );
    return median(times);
  };
  const reader = await time(1000, `() => c.GetCertDNItemByName('O') + c.NotAfter`);
  const roundTrip = await time(10, `() => c.VerifySignedDataByP7('x', '', 'AAAA', 1)`);
  return [
    { name: 'two members of a control read', ratio: reader, goal: 1, unit: 'ms', note: 'median of 11 × 1000' },
    { name: 'a call to the background and back', ratio: roundTrip, goal: 50, unit: 'ms', note: 'median of 11 × 10' },
  ];
}

/** From the start of the navigation to the end of the load event, by the browser's own clock. */
async function timeLoad(page: Page): Promise<number> {
  await page.goto(`${site}bench`, { waitUntil: 'load' });
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return entry?.loadEventEnd ?? Number.NaN;
  });
}

async function benchLoad(): Promise<BenchResult> {
  const [scratch, other] = [makeScratch(), makeScratch()];
  const portal = await startPortal({ stateDir: join(scratch.folder, 'portal') });
  portal.showPage('bench', html);
  const common = { portal, hostEnvironment: scratch.hostEnvironment };
  const withUs = await openClerkBrowser({ ...common, folder: scratch.folder });
  const without = await openClerkBrowser({ ...common, folder: other.folder, hasExtension: false });
  try {
    const name = 'load of a page with controls over the same without the assistant';
    return await compare(
      name,
      101,
      () => timeLoad(withUs.page),
      () => timeLoad(without.page),
      1.05,
    );
  } finally {
    await withUs.close();
    await without.close();
    await portal.close();
    scratch.remove();
    other.remove();
  }
}

export async function benchControls(): Promise<BenchResult[]> {
  const office = await openOffice({ keyAlgorithm: 'P-256' });
  try {
    return [...(await benchCalls(office)), await benchLoad()];
  } finally {
    await office.close();
  }
}
