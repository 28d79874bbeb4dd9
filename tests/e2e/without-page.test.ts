// A renewal that begins in the toolbar popup, with no page of a site open; and with a login in between.
import { afterEach, expect, test } from 'vitest';
import { importUnit, openAssistantPage } from '../support/browser/assistant-pages.ts';
import {
  find,
  press,
  readErrorCode,
  readText,
  runRenewal,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { listPages, waitForPage } from '../support/browser/find-page.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { exampleAccount, logIn } from '../support/portal/platform-visit.ts';
import { exampleUnit } from '../support/portal/units.ts';

let office: Office;
afterEach(() => office.close());

/** 去更新 in the popup. @returns the operation window with its form */
async function startFromPopup() {
  const { clerk, scratch } = office;
  await importUnit(clerk.browser, scratch.folder, exampleUnit);
  const popup = await openAssistantPage(clerk.browser, 'popup.html');
  await find(popup, 'go-renew');
  await press(popup, 'go-renew');
  const window = await waitForPage(clerk.browser, '/operation.html');
  await waitForScreen(window, 'form');
  return window;
}

test('from 去更新 in the popup to the new certificate, no page of the sites ever opened', async () => {
  office = await openOffice({ token: { daysLeft: 12 } });
  const { clerk, portal, token } = office;
  const window = await startFromPopup();
  expect(await readText(window, 'chip-number')).toBe(token.chipNumber);
  expect(await window.$eval('#agent-name', (field) => (field as HTMLInputElement).value)).toBe('李华');
  expect(await lookAt(window, 'without a page')).toEqual([]);
  await verifyPin(window, token.pin);
  expect((await runRenewal(window)).title).toBe('证书安装成功');
  expect(portal.readOrder(token.orderNo ?? '')?.requests).toMatchObject([
    { state: 'issued', agentName: '李华', agentPhone: '13800000000' },
  ]);
  expect(await listPages(clerk.browser, 'http://')).toEqual([]);
});

test('the order service wants a login: the window says so, opens it, and goes on by itself', async () => {
  office = await openOffice({ token: { daysLeft: 12 } });
  const { clerk, portal, token } = office;
  await portal.createAccount(exampleAccount);
  portal.setFault({ kind: 'wantLogin' });
  const window = await startFromPopup();
  await typeInto(window, 'pin', token.pin);
  await press(window, 'verify-button');
  expect(await readErrorCode(window)).toBe('CA_LOGIN_NEEDED');
  expect(await lookAt(window, 'login needed')).toEqual([]);
  await press(window, 'way-on-button');
  await logIn(await waitForPage(clerk.browser, 'http://os.ezca.org:8001/'), portal);
  await window.bringToFront();
  // Nothing is pressed: the PIN that was typed is used.
  await find(window, 'verified');
  expect((await runRenewal(window)).title).toBe('证书安装成功');
  expect(portal.readOrder(token.orderNo ?? '')?.requests).toMatchObject([{ state: 'issued', agentName: '李华' }]);
});
