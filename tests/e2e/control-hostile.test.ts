// A hostile page of an allowed site, and pages of other origins: no token work without the clerk's word, whatever they send.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelQuestion, waitForQuestion } from '../support/browser/control-clerk.ts';
import { listPages } from '../support/browser/find-page.ts';
import { type Office, openOffice } from '../support/browser/office.ts';

const path = '/easyca/ocx/page/hostile';
let office: Office;
// One office for all: each test refuses once, and the third No is the last that a site is asked for.
beforeAll(async () => {
  office = await openOffice({ keyAlgorithm: 'P-256' });
});
afterAll(() => office.close());

const forge = `function forge(call, id){ document.dispatchEvent(new CustomEvent('shebao-assistant-ask', { detail: JSON.stringify({ id: id || Array.from(crypto.getRandomValues(new Uint8Array(16)), function(b){ return b.toString(16).padStart(2, '0'); }).join(''), call: call }) })); }`;
const page = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>t</title><body><p id="out"></p><script>${forge}${script}</script></body>`;

test('a flood of forged questions opens one window; signing by a certificate that the site may not see opens none', async () => {
  const { clerk, portal } = office;
  const sign = `{ kind: 'sign', certificate: '', content: 'x', encoding: 'utf-8', form: 'signature', hadPin: false }`;
  portal.showPage(
    'hostile',
    page(`forge(Object.assign(${sign}, { certificate: '${'a'.repeat(64)}' })); forge({ kind: 'sign' }); forge('${'x'.repeat(10_000)}');
      for (var i = 0; i < 300; i++) forge(${sign}); document.title = 'sent';`),
  );
  await clerk.page.goto(`http://os.ezca.org:8001${path}`);
  await waitForQuestion(clerk.browser, 'sign');
  expect(await listPages(clerk.browser, '/control.html')).toHaveLength(1);
  await cancelQuestion(clerk.browser, 'sign');
});

test('another origin of the same host is offered nothing, and nothing of the token is told to it', async () => {
  const { clerk, portal } = office;
  // The bureau's host under another port than the profile's: the simulated server answers 404, which is a page, too.
  await clerk.page.goto('http://rlsbj.cq.gov.cn:8001/');
  const seen = await clerk.page.evaluate(() => typeof (window as { ActiveXObject?: unknown }).ActiveXObject);
  expect(seen).toBe('undefined');
  await clerk.page.evaluate(
    (call) => {
      document.dispatchEvent(
        new CustomEvent('shebao-assistant-ask', { detail: JSON.stringify({ id: 'b'.repeat(32), call }) }),
      );
    },
    { kind: 'certificates' },
  );
  // A question that the right origin asks afterwards is the first and only one.
  portal.showPage('hostile', page(`forge({ kind: 'certificates' });`));
  await clerk.page.goto(`http://os.ezca.org:8001${path}`);
  const window = await waitForQuestion(clerk.browser, 'certificates');
  expect(await window.$eval('[data-testid="question-words"]', (words) => words.textContent)).toContain(
    'http://os.ezca.org:8001',
  );
  expect(await listPages(clerk.browser, '/control.html')).toHaveLength(1);
  await cancelQuestion(clerk.browser, 'certificates');
});

test('prototypes changed before and after deceive nobody but the page', async () => {
  const { clerk, portal } = office;
  portal.showPage(
    'hostile',
    page(`Array.prototype.toJSON = function(){ return 'spoilt'; }; JSON.stringify = function(){ return '{}'; }; XMLHttpRequest.prototype.open = function(){ throw 1; };
      window.CustomEvent = function(){}; EventTarget.prototype.dispatchEvent = function(){ return true; };
      setTimeout(function(){ var s = new ActiveXObject('CAPICOM.Store'); try { s.Open(2, 'My', 0); } catch (e) { document.title = String(e.number); } }, 0);`),
  );
  // The page waits for us before the browser can say that it has come.
  const visit = clerk.page.goto(`http://os.ezca.org:8001${path}`);
  await cancelQuestion(clerk.browser, 'certificates');
  await visit;
  await clerk.page.waitForFunction(() => document.title === '-2138568446', { timeout: 20_000 });
});
