// What a page's own process could get at through our content script: in Chromium nothing that is kept, in Firefox nothing about anybody.
import type { CDPSession, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyUnit } from '../../../extension/settings/unit.ts';
import { assistantUrl, openAssistantPage } from '../../support/browser/assistant-pages.ts';
import { type Office, openOffice } from '../../support/browser/office.ts';
import { makeStoredReminders } from '../../support/browser/seed-reminders.ts';
import { exampleUnit } from '../../support/portal/units.ts';

const button = '[data-shebao-assistant="renew-button"]';
const quickPage = 'http://os.ezca.org:8001/easyca/netpay/quick/update.jsp';

/** Contexts of our own content scripts in the page's main frame. */
async function findOwnContext(session: CDPSession): Promise<number> {
  const own = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const isOwn = `${context.origin}/` === assistantUrl('') && context.auxData?.type === 'isolated';
      if (isOwn) resolve(context.id);
    });
  });
  await session.send('Runtime.enable');
  return own;
}

describe('in chromium a page’s process', () => {
  let office: Office;
  let page: Page;
  beforeAll(async () => {
    process.env.CLERK_BROWSER = 'chromium';
    office = await openOffice({ token: {}, variant: 'gbk' });
    ({ page } = office.clerk);
    await page.goto(quickPage);
    await page.waitForSelector(button);
  });
  afterAll(() => office?.close());

  test('that has taken over our content script reads nothing that we keep', async () => {
    const own = await openAssistantPage(office.clerk.browser, 'units.html');
    await own.evaluate(`chrome.storage.local.set({ canary: '11010519491231002X' })`);
    const session = await page.createCDPSession();
    const contextId = await findOwnContext(session);
    const read = async (area: string) => {
      const expression = `chrome.storage.${area}.get(null).then((all) => 'got ' + JSON.stringify(all), () => 'refused')`;
      const { result } = await session.send('Runtime.evaluate', { contextId, expression, awaitPromise: true });
      return result.value as unknown;
    };
    expect(await read('local')).toBe('refused');
    expect(await read('session')).toBe('refused');
    await own.close();
  });
});

describe('in firefox, which cannot close storage to content scripts', () => {
  let office: Office;
  beforeAll(async () => {
    process.env.CLERK_BROWSER = 'firefox';
    office = await openOffice();
  });
  afterAll(() => office?.close());

  test('what is remembered of certificates and orders is not in it, what an earlier version has left there neither', async () => {
    const open = () => openAssistantPage(office.clerk.browser, 'popup.html');
    let popup = await open();
    const order = {
      ...{
        orderNumber: 'OLD20261127',
        kind: 'renew',
        unitName: '重庆旧单有限公司',
        stage: 'approved',
        kindText: '更新',
      },
      ...{ stateText: '审核通过', since: new Date().toISOString(), reasons: [], express: '', isAnnounced: true },
    };
    const state = { isLoggedOut: false, failureCount: 0, checkedAt: null, nextPollAt: null };
    const orders = { version: 1, orders: [order], ...state };
    const reminders = makeStoredReminders([{ unitName: '重庆旧证有限公司', daysLeft: 20, chipNumber: 'SN20261127' }]);
    await popup.evaluate(`browser.storage.local.set(${JSON.stringify({ orders, reminders })})`);
    await popup.close();
    popup = await open();
    for (const shown of ['重庆旧单有限公司', '重庆旧证有限公司']) await popup.waitForSelector(`::-p-text(${shown})`);
    await popup.waitForSelector('[data-testid="token-line"][data-state="seen"]', { timeout: 30_000 });
    const { chipNumber } = office.token;
    await popup.waitForSelector(`::-p-text(${chipNumber})`);
    const left = await popup.evaluate(`browser.storage.local.get(null).then((all) => JSON.stringify(all))`);
    for (const secret of [
      order.orderNumber,
      order.unitName,
      '重庆旧证有限公司',
      'SN20261127',
      chipNumber,
      exampleUnit.unitName,
    ])
      expect(left).not.toContain(secret);
    await popup.close();
  });

  test('unit profiles are not in it, those that an earlier version has left there neither', async () => {
    const secrets = { legalPersonDocumentNumber: '11010519491231002X', agentMobile: '13812345678' };
    const old = { ...createEmptyUnit(), unitName: '重庆旧版留下有限公司', ...secrets };
    const open = () => openAssistantPage(office.clerk.browser, 'units.html');
    let page = await open();
    const reachable = () =>
      page.evaluate(`browser.storage.local.get(null).then((all) => JSON.stringify(all))`) as Promise<string>;
    await page.evaluate(`browser.storage.local.set(${JSON.stringify({ units: [old], units$: { v: 1 } })})`);
    expect(await reachable()).toContain(old.unitName);
    await page.close();
    page = await open();
    await page.waitForSelector(`::-p-text(${old.unitName})`);
    const left = await reachable();
    for (const secret of [old.unitName, ...Object.values(secrets), '"units']) expect(left).not.toContain(secret);
    // It is still there for us.
    await page.close();
    page = await open();
    await page.waitForSelector(`::-p-text(${old.unitName})`);
  });
});
