// Every call of a control has an end, whatever happens to page, tab, background and clerk in the middle of it.
import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAssistantPage } from '../support/browser/assistant-pages.ts';
import { readBrowserName } from '../support/browser/browser-name.ts';
import { typeInto } from '../support/browser/clerk.ts';
import { confirmAndLeave, confirmQuestion, waitForQuestion } from '../support/browser/control-clerk.ts';
import { listPages } from '../support/browser/find-page.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { stopBackground } from '../support/browser/stop-background.ts';

const site = 'http://os.ezca.org:8001/easyca/ocx/page/';
const signingPage = `<!doctype html><meta charset="utf-8"><title>t</title><body>
  <object id="ca" classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"></object><div id="out"></div>
  <script>function say(t){ document.getElementById('out').innerHTML += '[' + t + ']'; }
  function go(){ ca.MyCertificates.NewEnum(ca.MyFilter); var s = ca.MyCertificates.GetTheChooseCert().SignDataByP7('x', 1); say(s.length > 100 ? 'signed' : s); }
  function read(){ ca.MyCertificates.NewEnum(ca.MyFilter); return ca.MyCertificates.Count; }
  function capicom(){ try { var d = new ActiveXObject('CAPICOM.SignedData'); d.Content = 'x'; d.Sign(null, false, 0); say('signed'); } catch (e) { say(e.number); } }
  </script><input type="button" id="go" onclick="go()"><input type="button" id="capicom" onclick="capicom()"></body>`;

let office: Office;
beforeAll(async () => {
  office = await openOffice({ keyAlgorithm: 'P-256' });
  const { clerk, portal } = office;
  portal.showPage('signing', signingPage);
  portal.showPage('first', `${signingPage}<script>read()</script>`);
  const visit = clerk.page.goto(`${site}first`);
  await confirmQuestion(clerk.browser, 'certificates');
  await visit;
});
afterAll(() => office.close());

/** The click goes on as long as the page waits. */
const click = (where: Page | Frame, button = 'go') => void where.click(`#${button}`).catch(() => undefined);

async function openSigning(page: Page = office.clerk.page): Promise<Page> {
  await page.bringToFront();
  await page.goto(`${site}signing`);
  return page;
}

const said = (where: Page | Frame, text: string) =>
  where.waitForFunction((wanted) => document.getElementById('out')?.textContent === wanted, { timeout: 20_000 }, text);

async function waitForNoQuestion(): Promise<void> {
  const deadline = Date.now() + 20_000;
  while ((await listPages(office.clerk.browser, '/control.html')).length > 0) {
    if (Date.now() > deadline) throw new Error('the question has stayed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** After whatever ended the call before, the next one is as the first. */
async function signAsEver(page: Page, before = ''): Promise<void> {
  await page.bringToFront();
  click(page);
  await confirmQuestion(office.clerk.browser, 'sign', office.token.pin);
  await said(page, `${before}[signed]`);
}

test('a second call in another tab fails at once; the first one goes on', async () => {
  const { browser } = office.clerk;
  const page = await openSigning();
  click(page);
  await waitForQuestion(browser, 'sign');
  const second = await browser.newPage();
  await second.goto(`${site}signing`);
  await second.evaluate('go()');
  await said(second, '[-1]');
  await second.close();
  await confirmQuestion(browser, 'sign', office.token.pin);
  await said(page, '[signed]');
});

test('the background is stopped in mid-call: cancelled, and the window goes', async () => {
  const page = await openSigning();
  click(page);
  await waitForQuestion(office.clerk.browser, 'sign');
  await stopBackground(office.clerk.browser);
  await waitForNoQuestion();
  await said(page, '[-1]');
  await signAsEver(page, '[-1]');
});

test('the tab is closed in mid-call: the question goes with it', async () => {
  const { browser } = office.clerk;
  const page = await openSigning(await browser.newPage());
  click(page);
  await waitForQuestion(browser, 'sign');
  await page.close();
  await waitForNoQuestion();
  await signAsEver(await openSigning());
});

test('the page is reloaded in mid-call: the question goes, the new page works', async () => {
  const { browser } = office.clerk;
  const own = await openAssistantPage(browser, 'units.html');
  const page = await openSigning();
  await page.evaluate(`window.name = 'old'; window.isOld = true`);
  click(page);
  await waitForQuestion(browser, 'sign');
  // As the browser's own button does; WebDriver's and CDP's reload ask the page first, which waits.
  await own.evaluate(`(globalThis.browser ?? chrome).tabs.query({}).then((tabs) => {
    const tab = tabs.find(({ url }) => (url ?? '').endsWith('/page/signing'));
    void (globalThis.browser ?? chrome).tabs.reload(tab.id);
  })`);
  await waitForNoQuestion();
  await page.waitForFunction(`!window.isOld && document.getElementById('go')`, { timeout: 20_000 });
  await own.close();
  await signAsEver(page);
});

test('a document written anew over the page still reaches us', async () => {
  const page = await openSigning();
  await page.evaluate((html) => {
    document.open();
    document.write(html);
    document.close();
  }, signingPage);
  await signAsEver(page);
});

test('the deadline ends a call as the family’s own No', async () => {
  const { browser } = office.clerk;
  const own = await openAssistantPage(browser, 'units.html');
  const setDeadline = (ms: number | null) =>
    own.evaluate(
      `(globalThis.browser ?? chrome).storage.session.${ms === null ? `remove('control-deadline')` : `set({ 'control-deadline': ${ms} })`}`,
    );
  await setDeadline(1500);
  const page = await openSigning();
  click(page);
  await said(page, '[-1]');
  click(page, 'capicom');
  await said(page, '[-1][-2138568446]');
  await waitForNoQuestion();
  await setDeadline(null);
  await own.close();
});

test('a page that may not wait: the clerk is asked, and the next equal call gets the answer, once', async () => {
  const { clerk, portal, token } = office;
  portal.showPage(
    'strict',
    `<!doctype html><title>o</title><iframe allow="sync-xhr 'none'" src="signing" width="600" height="400"></iframe>`,
  );
  await clerk.page.bringToFront();
  await clerk.page.goto(`${site}strict`);
  const frame = await (await clerk.page.waitForSelector('iframe'))?.contentFrame();
  await frame?.waitForSelector('#go');
  if (!frame) throw new Error('no frame');
  // Firefox has no such rule: there the page waits.
  if (readBrowserName() === 'firefox') {
    click(frame);
    await confirmQuestion(clerk.browser, 'sign', token.pin);
    return void (await said(frame, '[signed]'));
  }
  // The certificates come later, too: this site may see them already, so nobody is asked.
  await frame.waitForFunction('read() === 1', { timeout: 20_000, polling: 200 });
  for (const [before, after] of [
    ['[-1]', '[-1][signed]'],
    ['[-1][signed][-1]', '[-1][signed][-1][signed]'],
  ]) {
    click(frame);
    const window = await waitForQuestion(clerk.browser, 'sign');
    expect(await window.$('[data-testid="cannot-wait"]')).not.toBeNull();
    await said(frame, before ?? '');
    await typeInto(window, 'pin', token.pin);
    await confirmAndLeave(window);
    await clerk.page.bringToFront();
    click(frame);
    await said(frame, after ?? '');
  }
});
