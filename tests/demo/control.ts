// Job `control`: the site's own pages with their controls, and no button of ours: login by signature, then 更新证书.
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { typeInto } from '../support/browser/clerk.ts';
import { confirmAndLeave, waitForQuestion } from '../support/browser/control-clerk.ts';
import { listObjects, readCertificatePem } from '../support/token/judge-token.ts';
import type { DemoJob, DemoSetting } from './demo-job.ts';

const site = 'http://os.ezca.org:8001/easyca/ocx/';

const hash = (pem: string) => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');

async function answer({ clerk, token, recorder }: DemoSetting, kind: string, needsPin = true): Promise<void> {
  const window = await waitForQuestion(clerk.browser, kind);
  if (needsPin) await typeInto(window, 'pin', token.pin);
  await recorder.record(`question-${kind}`, window);
  await confirmAndLeave(window);
}

/** @returns what the page says in the end */
async function readMessage(page: Page): Promise<string> {
  await page.waitForFunction(() => document.getElementById('msg')?.textContent !== '', { timeout: 30_000 });
  return page.$eval('#msg', (place) => place.textContent ?? '');
}

export const control: DemoJob = async (setting) => {
  const { clerk, token, recorder } = setting;
  const { page } = clerk;
  await page.goto(`${site}login.jsp`);
  // The click goes on as long as the page waits for its control.
  void page.click('#btnLogin').catch(() => undefined);
  await answer(setting, 'certificates', false);
  await answer(setting, 'sign');
  const login = await readMessage(page);
  if (login !== '登录成功') throw new Error(`the page says ${login}`);
  await recorder.record('logged-in', page);
  await page.goto(`${site}renew.jsp`);
  await recorder.record('renew-page', page);
  void page.click('#btnRenew').catch(() => undefined);
  await answer(setting, 'login');
  await answer(setting, 'generate');
  await answer(setting, 'install');
  const title = await readMessage(page);
  await recorder.record('renewed', page);
  const old = hash(readFileSync(token.certificatePem, 'utf8'));
  const certificateHash = listObjects(token)
    .certificateIds.map((id) => hash(readCertificatePem(token, id)))
    .find((one) => one !== old);
  return { title, orderNumber: '', ...(certificateHash === undefined ? {} : { certificateHash }) };
};
