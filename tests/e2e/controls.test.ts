// Pages of a site that know only their ActiveX controls: login, 更新证书 and 变更证书 in a real browser with the real host and SoftHSM2.
import { X509Certificate } from 'node:crypto';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typeInto } from '../support/browser/clerk.ts';
import { cancelQuestion, confirmAndLeave, confirmQuestion, waitForQuestion } from '../support/browser/control-clerk.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { assertUsable, listObjects, readCertificatePem } from '../support/token/judge-token.ts';

const site = 'http://os.ezca.org:8001/easyca/ocx/';
let office: Office;

const message = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.getElementById('msg')?.textContent === wanted, { timeout: 20_000 }, text);

/** The click goes on as long as the page waits for us. */
const click = (page: Page, selector: string) => void page.click(selector).catch(() => undefined);

/** Lets the site see the certificate, on the login page; then goes on to another. */
async function allowFirst(url: string): Promise<void> {
  const { clerk } = office;
  await clerk.page.goto(`${site}login.jsp`);
  click(clerk.page, '#btnLogin');
  await confirmQuestion(clerk.browser, 'certificates');
  await cancelQuestion(clerk.browser, 'sign');
  await clerk.page.waitForFunction(() => document.getElementById('dw')?.textContent !== '');
  await clerk.page.goto(url);
  clerk.alerts.length = 0;
}

/** One office for all tests of a block, which go on from each other as a clerk's day does. */
function shareOffice(keyAlgorithm: 'RSA-2048' | 'P-256'): void {
  beforeAll(async () => {
    office = await openOffice({ keyAlgorithm });
  });
  afterAll(() => office.close());
}

describe('key RSA-2048', () => {
  shareOffice('RSA-2048');

  test('login: the page reads the certificate and gets a signature that openssl accepts', async () => {
    const { clerk, token } = office;
    await clerk.page.goto(`${site}login.jsp`);
    click(clerk.page, '#btnLogin');
    await confirmQuestion(clerk.browser, 'certificates');
    const window = await waitForQuestion(clerk.browser, 'sign');
    expect(await window.$eval('[data-testid="signed-text"]', (box) => (box as HTMLTextAreaElement).value)).toMatch(
      /^\d+$/,
    );
    await typeInto(window, 'pin', token.pin);
    await confirmAndLeave(window);
    await message(clerk.page, '登录成功');
    expect(await clerk.page.$eval('#dw', (cell) => cell.textContent)).toBe('重庆山城机械制造有限公司');
    expect(await clerk.page.$eval('#sbh', (cell) => cell.textContent)).toBe('50010203');
  });

  test('变更证书: CertEnroll asks for another name, which the clerk compares', async () => {
    const { clerk, token, portal } = office;
    await clerk.page.goto(`${site}change.jsp`);
    await clerk.page.type('#chipNo', token.chipNumber);
    await clerk.page.type('#dwmc', '重庆山城机械制造（集团）有限公司');
    click(clerk.page, '#btnChange');
    const window = await waitForQuestion(clerk.browser, 'generate');
    const changed = await window.$$eval('[data-testid="compared-field"]:not([data-state="same"])', (all) => all.length);
    expect(changed).toBeGreaterThan(0);
    await typeInto(window, 'pin', token.pin);
    await confirmAndLeave(window);
    await confirmQuestion(clerk.browser, 'install', token.pin);
    await message(clerk.page, '变更成功');
    const { certificateIds } = listObjects(token);
    const pems = certificateIds.map((id) => new X509Certificate(readCertificatePem(token, id)).subject);
    expect(pems.filter((subject) => subject.includes('O=重庆山城机械制造（集团）有限公司'))).toHaveLength(1);
    for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
  });
});

describe('key P-256', () => {
  shareOffice('P-256');

  test('更新证书: XEnroll makes the request, the site issues, the new pair works and the old one still does', async () => {
    const { clerk, token, portal } = office;
    await allowFirst(`${site}renew.jsp`);
    await clerk.page.type('[name=pin]', '999999');
    click(clerk.page, '#btnRenew');
    const login = await waitForQuestion(clerk.browser, 'login');
    expect(await login.$('[data-testid="page-pin-warning"]')).not.toBeNull();
    await typeInto(login, 'pin', token.pin);
    await confirmAndLeave(login);
    await confirmQuestion(clerk.browser, 'generate', token.pin);
    await confirmQuestion(clerk.browser, 'install', token.pin);
    await message(clerk.page, '证书更新成功');
    expect(clerk.alerts).toEqual([]);
    expect(await clerk.page.$$eval('select option', (all) => all.length)).toBeGreaterThan(1);
    const { certificateIds, privateKeyIds } = listObjects(token);
    expect(certificateIds).toHaveLength(2);
    expect(privateKeyIds.toSorted()).toEqual(certificateIds.toSorted());
    for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
  });
});
