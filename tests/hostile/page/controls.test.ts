// A page that turns on the stand-ins for its controls: each row is an attack, in each real browser. No token work without the
// clerk's word, one window at a time, and an end to every call.
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assistantUrl } from '../../support/browser/assistant-pages.ts';
import type { BrowserName } from '../../support/browser/browser-name.ts';
import { cancelQuestion, confirmQuestion, waitForQuestion } from '../../support/browser/control-clerk.ts';
import { listPages } from '../../support/browser/find-page.ts';
import { type Office, openOffice } from '../../support/browser/office.ts';
import { listObjects } from '../../support/token/judge-token.ts';

const origin = 'http://os.ezca.org:8001';
const path = '/easyca/ocx/page/hostile';
const baseCa = '<object id="ca" classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"></object>';
const take = 'ca.MyCertificates.NewEnum(ca.MyFilter); var c = ca.MyCertificates.GetTheChooseCert();';
const forge = `function forge(call, id){ document.dispatchEvent(new CustomEvent('shebao-assistant-ask', { detail: JSON.stringify({ id: id || Array.from(crypto.getRandomValues(new Uint8Array(16)), function(b){ return b.toString(16).padStart(2, '0'); }).join(''), call: call }) })); }`;
const page = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>t</title><body><p id="out"></p>${baseCa}<script>${forge}${script}</script></body>`;
const sign = (certificate: string) =>
  JSON.stringify({ kind: 'sign', certificate, content: 'x', encoding: 'utf-8', form: 'signature', hadPin: false });

describe.each<BrowserName>(['chromium', 'firefox'])('in %s a page', (browser) => {
  let office: Office;
  // One office for all: a site that is refused three times in two minutes is not heard any more, so two rows end with a No.
  beforeAll(async () => {
    process.env.CLERK_BROWSER = browser;
    office = await openOffice({ keyAlgorithm: 'P-256' });
  });
  afterAll(() => office?.close());

  const show = (html: string): Promise<unknown> => {
    office.portal.showPage('hostile', html);
    return office.clerk.page.goto(`${origin}${path}`);
  };
  const titled = (text: string) =>
    office.clerk.page.waitForFunction((wanted) => document.title === wanted, { timeout: 20_000 }, text);
  const listQuestions = () => listPages(office.clerk.browser, '/control.html');
  const clickOut = (where: Page) => void where.click('#out').catch(() => undefined);

  test('of another origin of the same host is offered nothing, and told nothing of the token', async () => {
    const { clerk } = office;
    // The bureau's host under another port than the profile's: the simulated server answers 404, which is a page, too.
    await clerk.page.goto('http://rlsbj.cq.gov.cn:8001/');
    const seen = await clerk.page.evaluate(() => typeof (window as { ActiveXObject?: unknown }).ActiveXObject);
    expect(seen).toBe('undefined');
    await clerk.page.evaluate(
      (detail) => {
        document.dispatchEvent(new CustomEvent('shebao-assistant-ask', { detail }));
        document.dispatchEvent(new CustomEvent('shebao-assistant-wait', { detail }));
      },
      JSON.stringify({ id: 'b'.repeat(32), call: { kind: 'certificates' } }),
    );
    // A question that the right origin asks afterwards is the first and only one.
    await show(page(`forge({ kind: 'certificates' });`));
    const window = await waitForQuestion(clerk.browser, 'certificates');
    expect(await window.$eval('[data-testid="question-words"]', (words) => words.textContent)).toContain(origin);
    expect(await listQuestions()).toHaveLength(1);
    await confirmQuestion(clerk.browser, 'certificates');
  });

  test('that sends a flood of forged questions opens one window, and none for a certificate that it may not see', async () => {
    await show(
      page(`forge(${sign('a'.repeat(64))}); forge({ kind: 'sign' }); forge('${'x'.repeat(10_000)}');
        for (var i = 0; i < 300; i++) forge(${sign('')}); document.title = 'sent';`),
    );
    await waitForQuestion(office.clerk.browser, 'sign');
    expect(await listQuestions()).toHaveLength(1);
    await cancelQuestion(office.clerk.browser, 'sign');
  });

  test('that waits for what nobody asked gets an end at once, and so do arguments of any size', async () => {
    await show(
      page(`${take} document.dispatchEvent(new CustomEvent('shebao-assistant-wait', { detail: JSON.stringify({ id: '${'c'.repeat(32)}' }) }));
        var t = performance.now(), ends = [new Array(2e6).join('社'), new Array(3e5).join('x')].map(function(big){ return c.SignDataByP7(big, 1); });
        ends.push(ca.MyCertOther.VerifySignedDataByP7('x', '', new Array(1e6).join('A'), 1), performance.now() - t < 15000);
        document.title = ends.join();`),
    );
    await titled('-1,-1,-1,true');
    expect(await listQuestions()).toHaveLength(0);
  });

  test('whose values change while they are read signs what the window shows', async () => {
    const { clerk } = office;
    await show(
      page(
        `${take} var n = 0, liar = { toString: function(){ n++; return n == 1 ? 'harmless' : 'evil'; } };
         document.getElementById('out').onclick = function(){ document.title = c.SignDataByP7(liar, 1); }; document.getElementById('out').innerHTML = 'click';`,
      ),
    );
    clickOut(clerk.page);
    const window = await waitForQuestion(clerk.browser, 'sign');
    const shown = await window.$eval('[data-testid="signed-text"]', (box) => (box as HTMLTextAreaElement).value);
    await confirmQuestion(clerk.browser, 'sign', office.token.pin);
    await clerk.page.waitForFunction('document.title.length > 100', { timeout: 20_000 });
    const signed = Buffer.from(await clerk.page.title(), 'base64').toString('latin1');
    expect([shown, signed.includes('harmless'), signed.includes('evil')]).toEqual(['harmless', true, false]);
  });

  test('can neither frame our window nor reach it as its opener', async () => {
    const { clerk } = office;
    await show(
      page(`${take} document.getElementById('out').onclick = function(){ c.SignDataByP7('x', 1); document.title = 'over'; }; document.getElementById('out').innerHTML = 'click';
        var f = document.createElement('iframe'); f.src = '${assistantUrl('control.html')}?question=1'; document.body.appendChild(f);`),
    );
    const framed = clerk.page.frames().filter((frame) => frame !== clerk.page.mainFrame());
    for (const frame of framed) expect(await frame.$('[data-testid="control-window"]')).toBeNull();
    clickOut(clerk.page);
    const window = await waitForQuestion(clerk.browser, 'sign');
    expect(await window.evaluate('window.opener === null && window.top === window')).toBe(true);
    await confirmQuestion(clerk.browser, 'sign', office.token.pin);
    await titled('over');
  });

  test('that changes prototypes before and after deceives only itself', async () => {
    const visit = show(
      page(`Array.prototype.toJSON = function(){ return 'spoilt'; }; JSON.stringify = function(){ return '{}'; }; XMLHttpRequest.prototype.open = function(){ throw 1; };
        window.CustomEvent = function(){}; EventTarget.prototype.dispatchEvent = function(){ return true; };
        setTimeout(function(){ var d = new ActiveXObject('CAPICOM.SignedData'); d.Content = 'x'; try { d.Sign(null, false, 0); } catch (e) { document.title = String(e.number); } }, 0);`),
    );
    // The page may wait for us before the browser can say that it has come.
    await cancelQuestion(office.clerk.browser, 'sign');
    await visit;
    await titled('-2138568446');
  });

  test('that did all this has left nothing on the token', () => {
    expect(listObjects(office.token).privateKeyIds).toHaveLength(1);
  });
});
