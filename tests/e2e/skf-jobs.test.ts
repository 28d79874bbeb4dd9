// The other jobs on a U盾 seen through SKF only: 变更 and 更新 by order with an SM2 pair, and from RSA to SM2. openssl judges.
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { chongqingProfile } from '../../extension/portal/profiles/chongqing.ts';
import type { Unit } from '../portal/ca/unit.ts';
import { openAssistantPage } from '../support/browser/assistant-pages.ts';
import {
  find,
  goToOperationWindow,
  press,
  readDone,
  runRenewal,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { openSkfOffice, type SkfOffice } from '../support/browser/skf-office.ts';
import { exampleAccount, logIn, openFromDownloadPage, openFromOrderList } from '../support/portal/platform-visit.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { assertSkfUsable, listSkfContainers, type SkfContainerFiles } from '../support/token/judge-skf-token.ts';

/** What is asked of the browser inside a page of ours. */
declare const chrome: { storage: { local: { set(items: object): Promise<void> } } };

const changedUnit = { ...exampleUnit, unitName: '重庆山城智能装备有限公司' };

let office: SkfOffice;
afterEach(() => office.close());

/** The containers that our orders made, each proved: both keys, both certificates. */
async function listOurPairs(): Promise<SkfContainerFiles[]> {
  const ours = listSkfContainers(office.token).filter(({ name }) => name.startsWith('shebao-'));
  for (const container of ours) {
    expect(container.encryptionPem).toBeDefined();
    assertSkfUsable(container, await office.portal.openSm2Chain());
  }
  return ours;
}

async function approve(kind: 'change' | 'update', unit: Unit): Promise<string> {
  const { portal, token } = office;
  const { orderNo } = await portal.placeOrder({
    ...{ phone: exampleAccount.phone, kind, unit, chipNumber: token.chipNumber },
  });
  await portal.review(orderNo, { decision: 'approve', hasEncryption: true });
  return orderNo;
}

async function verify(window: Page): Promise<void> {
  await waitForScreen(window, 'form');
  await typeInto(window, 'agent-name', '李华');
  await typeInto(window, 'agent-phone', '13800000000');
  await verifyPin(window, office.token.pin);
}

test('an SM2 pair is renewed by its order, and then changed', async () => {
  office = await openSkfOffice({ token: { isOrderOpen: false } });
  const { portal, clerk } = office;
  await portal.createAccount(exampleAccount);
  const update = await approve('update', exampleUnit);
  await logIn(clerk.page, portal);
  const window = await openFromDownloadPage(clerk.browser, clerk.page, update);
  await verify(window);
  await press(window, 'run-button');
  await waitForScreen(window, 'done');
  expect((await readDone(window)).title).toBe('证书安装成功');
  expect(await listOurPairs()).toHaveLength(1);
  expect(portal.readApplication(update)?.statusName).toBe('已下载');
  await window.close();

  const change = await approve('change', changedUnit);
  const again = await openFromOrderList(clerk.browser, clerk.page, change);
  await verify(again);
  await press(again, 'run-button');
  await waitForScreen(again, 'comparing');
  await press(again, 'confirm-change-button');
  await waitForScreen(again, 'done');
  expect((await readDone(again)).title).toBe('变更成功');
  await find(again, 'pair-expiry');
  expect(await listOurPairs()).toHaveLength(2);
  expect(portal.readApplication(change)?.statusName).toBe('已下载');
});

test('an RSA-1024 certificate becomes an SM2 pair where the profile says that the CA wants it', async () => {
  office = await openSkfOffice({ token: { keyAlgorithm: 'RSA-1024', isPair: false } });
  const { portal, clerk, token } = office;
  const chain = readFileSync(await portal.openSm2Chain(), 'utf8').split(/-----(?:BEGIN|END) CERTIFICATE-----/);
  const profile = {
    ...chongqingProfile,
    newKeyAlgorithm: 'SM2',
    // The old certificate's CA has signed nothing of the new one's: only a pin tells whom to believe.
    pinnedCaCertificates: [(chain.at(-2) ?? '').replace(/\s/g, '')],
  };
  const options = await openAssistantPage(clerk.browser, 'options.html');
  await options.evaluate((settings) => chrome.storage.local.set({ settings }), { profile });
  await options.close();
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'form');
  await verifyPin(window, token.pin);
  expect((await runRenewal(window)).title).toBe('证书安装成功');
  await find(window, 'pair-expiry');
  expect(await listOurPairs()).toHaveLength(1);
});
