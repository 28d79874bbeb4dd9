// 证书更新 from the button on the portal's page to 「证书安装成功」, in a real Chromium with the real host and SoftHSM2.

import { afterEach, describe, expect, test } from 'vitest';
import {
  fillPage,
  find,
  goToOperationWindow,
  openOperationWindow,
  openQuickPage,
  press,
  readDone,
  readErrorCode,
  readText,
  runRenewal,
  typeInto,
  verifyPin,
  waitForScreen,
  walkToQuickPage,
} from '../support/browser/clerk.ts';
import { confirmQuestion } from '../support/browser/control-clerk.ts';
import { listPages } from '../support/browser/find-page.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import { waitUntilReady } from '../support/browser/press-own.ts';
import { otherUnit } from '../support/portal/units.ts';
import { assertUsable, listObjects } from '../support/token/judge-token.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';

/** Whichever are on this machine, as on a clerk's. */
const knownDrivers = {};

let office: Office;
const open = async (options: OfficeOptions = {}) => {
  office = await openOffice(options);
  return office;
};
afterEach(() => office.close());

/** To the window with the form filled. */
async function goToWindow() {
  const { clerk } = office;
  return goToOperationWindow(clerk);
}

/** The new pair works, by other people's programs, and the old one still does. */
function judgeToken(certificates = 2) {
  const { token, portal } = office;
  const { certificateIds, privateKeyIds } = listObjects(token);
  expect(certificateIds).toHaveLength(certificates);
  expect(privateKeyIds.toSorted()).toEqual(certificateIds.toSorted());
  for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
}

describe.each([
  ['gbk', 'RSA-2048'],
  ['gbk', 'P-256'],
  ['frames', 'RSA-2048'],
  ['frames', 'P-256'],
] as const)('portal %s, key %s', (variant, keyAlgorithm) => {
  test('a clerk renews the certificate', async () => {
    const { clerk, portal, token } = await open({ variant, keyAlgorithm, hostConfig: knownDrivers, asksControl: true });
    // The page asks its control as it loads, and waits.
    const arrived = walkToQuickPage(clerk.page);
    await confirmQuestion(clerk.browser, 'certificates');
    const quickPage = await arrived;
    const readChip = () => quickPage.$eval('#chipNo, #ukeySn', (cell) => cell.textContent);
    await expect.poll(readChip, { timeout: 20_000 }).toBe(token.chipNumber);
    await fillPage(quickPage, '李华', '13800000000');
    const window = await openOperationWindow(clerk.browser, quickPage);
    expect(clerk.alerts).toEqual([]);
    await waitForScreen(window, 'form');
    expect(await readText(window, 'unit-name')).toBe('重庆山城机械制造有限公司');
    expect(await readText(window, 'chip-number')).toBe(token.chipNumber);
    expect(await readText(window, 'site-name')).not.toBe('');
    await verifyPin(window, token.pin);
    const done = await runRenewal(window);
    expect(done.title).toBe('证书安装成功');
    expect(Date.parse(done.notAfter)).toBeGreaterThan(Date.now() + 300 * 86_400_000);
    judgeToken();
    const order = portal.readOrder(token.orderNo ?? '');
    expect(order?.requests).toMatchObject([{ state: 'issued', agentName: '李华', agentPhone: '13800000000' }]);
  });
});

describe('the PIN', () => {
  test('wrong, then right: the flag is put into words and nothing typed is lost', async () => {
    const { token } = await open();
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await typeInto(window, 'pin', '999999');
    await press(window, 'verify-button');
    expect(await readErrorCode(window)).toBe('PIN_INCORRECT');
    const name = await find(window, 'agent-name');
    expect(await name?.evaluate((field) => (field as HTMLInputElement).value)).toBe('李华');
    await verifyPin(window, token.pin);
    expect((await runRenewal(window)).title).toBe('证书安装成功');
    judgeToken();
  });

  test('locked: no field to waste tries in', async () => {
    const { shim } = await open({ withShim: true });
    shim.set('flags', 0x00040000);
    const window = await goToWindow();
    await waitForScreen(window, 'form', 'blocked');
    expect(
      await window.$('[data-testid="pin-state"][data-pin-state="locked"], [data-error-code="PIN_LOCKED"]'),
    ).not.toBeNull();
  });
});

describe('tokens', () => {
  test('of two, the chosen one is renewed and the other is not touched', async () => {
    const { scratch, portal, token } = await open();
    const second = await makeReadyToken({
      dir: `${scratch.folder}/hsm`,
      label: '另一个U盾',
      pin: '864213',
      keyAlgorithm: 'P-256',
      unit: otherUnit,
      portal,
    });
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    const choices = await window.$$('[data-testid="certificate-choice"]');
    expect(choices).toHaveLength(2);
    const checked = await window.$$eval(
      '[data-testid="certificate-choice"]:checked, [data-testid="certificate-choice"] :checked',
      (all) => all.length,
    );
    expect(checked).toBe(0);
    await (await window.waitForSelector(`::-p-text(${otherUnit.unitName})`))?.click();
    await verifyPin(window, second.pin);
    await runRenewal(window);
    expect(listObjects(second).certificateIds).toHaveLength(2);
    expect(listObjects(token).certificateIds).toHaveLength(1);
  });

  test('pulled in the middle, put back: the order goes on', async () => {
    const { shim, token } = await open({ withShim: true });
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await verifyPin(window, token.pin);
    shim.set('pull-after-C_GenerateKeyPair');
    await press(window, 'run-button');
    await waitForScreen(window, 'failed', 'blocked');
    expect(await readErrorCode(window)).toBe('TOKEN_REMOVED');
    shim.unset('pull-after-C_GenerateKeyPair');
    shim.unset('pulled');
    await press(window, 'retry-button');
    await waitForScreen(window, 'done', 'form');
    if (!(await window.$('[data-testid="done-panel"]'))) {
      await verifyPin(window, token.pin);
      await press(window, 'run-button');
      await waitForScreen(window, 'done');
    }
    judgeToken();
  });

  test('full: said so, and finished when there is room', async () => {
    const { shim, token } = await open({ withShim: true });
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await verifyPin(window, token.pin);
    shim.set('fail-C_CreateObject', 49);
    await press(window, 'run-button');
    await waitForScreen(window, 'failed');
    expect(await readErrorCode(window)).toBe('TOKEN_FULL');
    shim.unset('fail-C_CreateObject');
    await press(window, 'retry-button');
    await waitForScreen(window, 'done');
    judgeToken();
  });
});

describe('the CA', () => {
  test('has no order for this chip', async () => {
    const { token } = await open({ token: { isOrderOpen: false } });
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await typeInto(window, 'pin', token.pin);
    await press(window, 'verify-button');
    expect(await readErrorCode(window)).toBe('CA_NO_ORDER');
    expect(await readText(window, 'error-card')).toContain('不存在该芯片号订单');
  });

  const lineFaults = [
    [{ kind: 'closeBefore', endpoint: 'order' }, 'CA_UNREACHABLE'],
    [{ kind: 'http500', endpoint: 'order' }, 'CA_NOT_CONFIRMED|CA_UNREACHABLE'],
    [{ kind: 'notJson', endpoint: 'order' }, 'CA_NOT_CONFIRMED'],
  ] as const;
  test.each(lineFaults)('fails with %j', async (fault, codes) => {
    const { portal, token } = await open();
    portal.setFault(fault);
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await typeInto(window, 'pin', token.pin);
    await press(window, 'verify-button');
    expect(codes.split('|')).toContain(await readErrorCode(window));
    portal.clearFaults();
    await press(window, 'verify-button');
    await find(window, 'verified');
  });

  test('closes the line after the submit: nothing is submitted twice', async () => {
    const { portal, token } = await open();
    portal.setFault({ kind: 'closeAfter', endpoint: 'submit', count: 1 });
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await verifyPin(window, token.pin);
    await press(window, 'run-button');
    if ((await waitForScreen(window, 'failed', 'done')) === 'failed') {
      expect(await readErrorCode(window)).toBe('CA_UNREACHABLE');
      await press(window, 'retry-button');
      await waitForScreen(window, 'done');
    }
    expect(portal.readOrder(token.orderNo ?? '')?.requests).toHaveLength(1);
    judgeToken();
  });

  test('refuses the request: its reason is shown', async () => {
    const { portal, token } = await open();
    portal.setFault({ kind: 'refuse', reason: '经办人与备案不符' });
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await verifyPin(window, token.pin);
    await press(window, 'run-button');
    await waitForScreen(window, 'failed');
    expect(await readErrorCode(window)).toBe('CA_REFUSED');
    expect(await readText(window, 'error-card')).toContain('经办人与备案不符');
  });

  test('accepts the request and forgets it: said so, given up, and done anew on the same order', async () => {
    const { portal, token } = await open({ issueDelayMs: 1_500 });
    portal.setFault({ kind: 'forget', count: 1 });
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await verifyPin(window, token.pin);
    await press(window, 'run-button');
    await waitForScreen(window, 'failed');
    expect(await readErrorCode(window)).toBe('CA_ORDER_FORGOTTEN');
    expect(await readText(window, 'error-card')).toContain(token.orderNo ?? 'no order');
    // The very same bytes again: their nonce was spent when they were accepted.
    await press(window, 'retry-button');
    await waitForScreen(window, 'failed');
    expect(await readErrorCode(window)).toBe('CA_ORDER_FORGOTTEN');
    expect(listObjects(token).certificateIds).toHaveLength(1);
    await press(window, 'back-button');
    await press(window, 'abandon-button');
    // With the PIN, the new key goes too.
    await typeInto(window, 'abandon-pin', token.pin);
    await press(window, 'confirm-abandon-button');
    await find(window, 'abandoned');
    await waitForScreen(window, 'form');
    await verifyPin(window, token.pin);
    await press(window, 'run-button');
    await waitForScreen(window, 'done');
    judgeToken();
  });

  test.each([
    ['wrongSubject', 'CERTIFICATE_WRONG_SUBJECT'],
    ['wrongCa', 'CERTIFICATE_WRONG_CHAIN'],
  ] as const)('delivers a certificate with %s: it is refused and not written', async (kind, code) => {
    const { portal, token } = await open();
    portal.setFault({ kind });
    const window = await goToWindow();
    await waitForScreen(window, 'form');
    await verifyPin(window, token.pin);
    await press(window, 'run-button');
    await waitForScreen(window, 'failed');
    expect(await readErrorCode(window)).toBe(code);
    expect(listObjects(token).certificateIds).toHaveLength(1);
  });
});

describe('the window', () => {
  test('closed after the submit, opened again: the renewal goes on where it was', async () => {
    const { clerk, portal, token } = await open({ issueDelayMs: 4_000 });
    const frame = await openQuickPage(clerk.page);
    await fillPage(frame, '李华', '13800000000');
    const first = await openOperationWindow(clerk.browser, frame);
    await waitForScreen(first, 'form');
    await verifyPin(first, token.pin);
    await press(first, 'run-button');
    await expect.poll(() => portal.readOrder(token.orderNo ?? '')?.requests.length, { timeout: 10_000 }).toBe(1);
    await first.close();
    expect(listObjects(token).certificateIds).toHaveLength(1);

    const second = await openOperationWindow(clerk.browser, frame);
    await find(second, 'unfinished-card');
    await press(second, 'resume-button');
    await waitForScreen(second, 'form');
    await typeInto(second, 'pin', token.pin);
    await press(second, 'verify-button');
    await find(second, 'verified');
    await press(second, 'run-button');
    await waitForScreen(second, 'done');
    expect((await readDone(second)).title).toBe('证书安装成功');
    expect(portal.readOrder(token.orderNo ?? '')?.requests).toHaveLength(1);
    judgeToken();
  });

  test('is not opened by a script of the page', async () => {
    const { clerk } = await open();
    const frame = await openQuickPage(clerk.page);
    await waitUntilReady(frame, '[data-shebao-assistant="renew-button"]');
    const isClosed = await frame.evaluate(() => {
      const host = document.querySelector<HTMLElement>('[data-shebao-assistant="renew-button"]');
      host?.click();
      host?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      return host?.shadowRoot === null;
    });
    expect(isClosed).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await listPages(clerk.browser, '/operation.html')).toEqual([]);
  });
});
