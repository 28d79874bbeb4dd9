// The care of a U盾 on its page, in a real browser with the real host; pkcs11-tool has the last word.
import type { Page } from 'puppeteer';
import { afterEach, describe, expect, test } from 'vitest';
import { openAssistantPage } from '../support/browser/assistant-pages.ts';
import { find, press, readErrorCode, readText, typeInto } from '../support/browser/clerk.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import {
  changePin,
  confirmWithPin,
  countPasswordBoxes,
  openTokensPage,
  readSuccess,
  readVerdicts,
  takeUp,
  timeUntil,
  waitForVerdicts,
} from '../support/browser/token-clerk.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { type HostRenewal, prepareRenewal } from '../support/host/host-renewal.ts';
import { otherUnit } from '../support/portal/units.ts';
import { assertUsable, listObjects, takesPin, workOnToken } from '../support/token/judge-token.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';

const adminPin = '12345678';
let office: Office;
const open = async (options: OfficeOptions = {}) => {
  office = await openOffice({ withShim: true, ...options });
  return office;
};
afterEach(() => office.close());

/** What went before, done by a host of its own. */
async function withHost<T>(act: (host: HostClient) => Promise<T>): Promise<T> {
  const host = startHost({ environment: office.hostEnvironment });
  try {
    return await act(host);
  } finally {
    await host.close();
  }
}

/** A renewed pair, a key left by an order given up, and a stranger's key. @returns the renewal */
async function makeHistory() {
  const { portal, token } = office;
  const renewal = await withHost(async (host) => {
    const given = prepareRenewal(portal, token, host);
    await given.createRequest();
    await host.call('abandon-order', { orderId: given.orderId });
    const made = prepareRenewal(portal, token, host);
    await made.runWhole();
    return made;
  });
  workOnToken(token, ['--keypairgen', '--key-type', 'EC:prime256v1', '--label', '某银行', '--id', '77']);
  return renewal;
}

/** The new certificate signs what a site asks for. */
const logIn = (renewal: HostRenewal) =>
  withHost(async (host) => {
    renewal.continueWith(host);
    await renewal.logIn();
  });

const readRetirement = (page: Page, state: string) =>
  page.waitForSelector(`[data-verdict="superseded"][data-retirement="${state}"]`);

describe('修改PIN码', () => {
  test('wrong entries are told apart and cost what they must; the right one changes the PIN', async () => {
    const { token } = await open();
    const page = await openTokensPage(office);
    expect(await readText(page, 'unit-name')).toBe('重庆山城机械制造有限公司');
    expect(await readText(page, 'chip-number')).toBe(token.chipNumber);
    // Nothing of this reaches the U盾.
    await changePin(page, token.pin, '12', '12');
    expect(await readText(page, 'new-pin-error')).not.toBe('');
    await changePin(page, token.pin, '１２３４５６');
    expect(await readText(page, 'new-pin-error')).toContain('英文输入法');
    await changePin(page, token.pin, 'sesam-oeffne-dich', 'sesam-oeffne-dicht');
    expect(await readText(page, 'repeat-pin-error')).not.toBe('');
    expect(await page.$('[data-testid="token-pin-state"][data-pin-state="unknown-or-full"]')).not.toBeNull();
    await changePin(page, '999999', 'sesam88');
    expect(await readErrorCode(page)).toBe('PIN_INCORRECT');
    // Seen without being asked: the flags have changed.
    await page.waitForSelector('[data-testid="token-pin-state"][data-pin-state="some-wrong"]');
    // What was typed is gone.
    expect(
      await page.$$eval('input[type=password]', (all) => all.map((box) => (box as HTMLInputElement).value)),
    ).toEqual(['', '', '']);
    await changePin(page, token.pin, 'sesam88');
    expect(await readSuccess(page)).toContain('已修改');
    expect([takesPin(token, token.pin), takesPin(token, 'sesam88')]).toEqual([false, true]);
  });

  test('a common PIN is warned of while it is typed, and is the clerk’s own choice', async () => {
    const { token } = await open();
    const page = await openTokensPage(office);
    await typeInto(page, 'new-pin', '12345678');
    await find(page, 'weak-pin');
    await changePin(page, token.pin, '12345678');
    await readSuccess(page);
    expect(takesPin(token, '12345678')).toBe(true);
  });

  test('before the last try the clerk is asked, and nothing is sent without the answer', async () => {
    const { token, shim } = await open();
    shim.set('tries', 3);
    shim.set('tries-left', 1);
    const page = await openTokensPage(office);
    await changePin(page, '999999', 'sesam88');
    expect(await readText(page, 'last-try-error')).not.toBe('');
    await press(page, 'last-try');
    await press(page, 'change-pin-button');
    expect(await readErrorCode(page)).toBe('PIN_LOCKED');
    // The way out is shown instead of boxes: to the form, with its box ticked, and to the administrator's PIN.
    await find(page, 'unlock-ways');
    expect(await countPasswordBoxes(page)).toBe(0);
    const link = await find(page, 'unlock-form-link');
    expect(await link?.evaluate((element) => (element as HTMLAnchorElement).href)).toContain('operation=unlock');
    await press(page, 'unblock-link');
    await typeInto(page, 'admin-pin', adminPin);
    await typeInto(page, 'new-pin', 'sesam88');
    await typeInto(page, 'repeat-pin', 'sesam88');
    await press(page, 'unblock-button');
    expect(await readSuccess(page)).toContain('已解锁');
    expect(takesPin(token, 'sesam88')).toBe(true);
    await page.waitForSelector('[data-testid="token-pin-state"][data-pin-state="unknown-or-full"]');
  });

  test('pulled in the middle: nobody claims to know which PIN holds', async () => {
    const { token, shim } = await open();
    const page = await openTokensPage(office);
    shim.set('pull-after-C_SetPIN');
    await changePin(page, token.pin, 'sesam88');
    await find(page, 'pin-uncertain');
    await find(page, 'no-token');
    shim.unset('pull-after-C_SetPIN');
    shim.unset('pulled');
    // The same U盾 comes back by itself, and the new PIN is what holds.
    await changePin(page, 'sesam88', token.pin);
    await readSuccess(page);
    expect(takesPin(token, token.pin)).toBe(true);
  });
});

describe('解锁', () => {
  test('the administrator’s last try is asked for, too; locked, no box is left to try in', async () => {
    const { token, shim } = await open();
    shim.set('admin-tries', 3);
    shim.set('admin-tries-left', 1);
    const page = await openTokensPage(office, '?task=unblock');
    await find(page, 'last-try');
    await typeInto(page, 'admin-pin', '87654321');
    await typeInto(page, 'new-pin', 'sesam88');
    await typeInto(page, 'repeat-pin', 'sesam88');
    await press(page, 'unblock-button');
    expect(await readText(page, 'last-try-error')).not.toBe('');
    await press(page, 'last-try');
    await press(page, 'unblock-button');
    await page.waitForSelector('[data-error-code="ADMIN_PIN_LOCKED"]');
    await page.waitForFunction(() => document.querySelectorAll('input[type=password]').length === 0);
    expect(takesPin(token, token.pin)).toBe(true);
  });
});

describe('整理U盾', () => {
  test('what an order given up has left is cleaned up, and nothing else', async () => {
    const { token, portal } = await open();
    await makeHistory();
    const page = await openTokensPage(office, '?task=housekeeping');
    await waitForVerdicts(page, ['foreign', 'in-use', 'leftover', 'superseded']);
    const before = listObjects(token).privateKeyIds;
    await press(page, 'clean-up-button');
    await confirmWithPin(page, token.pin);
    expect(await readSuccess(page)).toContain('清理完成');
    await waitForVerdicts(page, ['foreign', 'in-use', 'superseded']);
    const { certificateIds, privateKeyIds } = listObjects(token);
    expect(privateKeyIds).toHaveLength(before.length - 1);
    expect(privateKeyIds).toEqual(expect.arrayContaining(['77', ...certificateIds]));
    for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
    expect(await page.$('[data-testid="clean-up-button"]')).toBeNull();
  });

  test('the old certificate goes once the CA has confirmed the new one and that was at work, and not before', async () => {
    const { token, portal } = await open();
    const renewal = await makeHistory();
    let page = await openTokensPage(office, '?task=housekeeping');
    await readRetirement(page, 'unconfirmed');
    expect(await page.$('[data-testid="retire-button"]')).toBeNull();
    expect(await lookAt(page, 'housekeeping, not confirmed')).toEqual([]);
    await press(page, 'ca-confirm-button');
    expect(await readSuccess(page)).toContain('已确认');
    await readRetirement(page, 'too-soon');
    expect(await page.$('[data-testid="retire-button"]')).toBeNull();
    expect(await lookAt(page, 'housekeeping, too soon')).toEqual([]);
    await page.close();
    await logIn(renewal);
    page = await openTokensPage(office, '?task=housekeeping');
    await readRetirement(page, 'allowed');
    await press(page, 'retire-button');
    expect(listObjects(token).certificateIds).toHaveLength(2);
    await confirmWithPin(page, token.pin);
    expect(await readSuccess(page)).toContain('旧证书已移除');
    await waitForVerdicts(page, ['foreign', 'in-use', 'leftover']);
    const { certificateIds } = listObjects(token);
    expect(certificateIds).toHaveLength(1);
    expect(certificateIds).not.toContain(token.objectId);
    assertUsable(token, certificateIds[0] ?? '', portal.caCertificates.chain);
  });

  test('a wrong PIN in a dialog removes nothing', async () => {
    const { token } = await open();
    await makeHistory();
    const page = await openTokensPage(office, '?task=housekeeping');
    await press(page, 'clean-up-button');
    await confirmWithPin(page, '999999');
    expect(await readErrorCode(page)).toBe('PIN_INCORRECT');
    expect(await readVerdicts(page)).toContain('leftover');
    await press(page, 'read-all-button');
    await confirmWithPin(page, token.pin);
    await page.waitForSelector('[data-testid="housekeeping"][data-read-with-pin="true"]');
  });
});

describe('several, coming and going', () => {
  const addSecond = () =>
    makeReadyToken({
      dir: `${office.scratch.folder}/hsm`,
      label: '另一个U盾',
      pin: '864213',
      keyAlgorithm: 'P-256',
      unit: otherUnit,
      portal: office.portal,
    });

  test('of two none is chosen for the clerk, and a PIN typed for one is not kept for the other', async () => {
    const { token } = await open();
    const second = await addSecond();
    const page = await openTokensPage(office);
    await find(page, 'token-choice');
    expect(await page.$$('[data-testid="token-choice"]')).toHaveLength(2);
    expect(await page.$('[data-testid="token-choice"] :checked')).toBeNull();
    expect(await page.$('[data-testid="task"]')).toBeNull();
    const choose = async (chipNumber: string) =>
      (await page.waitForSelector(`[data-testid="token-choice"][data-chip-number="${chipNumber}"] input`))?.click();
    await choose(token.chipNumber);
    await typeInto(page, 'old-pin', token.pin);
    await choose(second.chipNumber);
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#old-pin')?.value === '');
    await changePin(page, second.pin, 'sesam88');
    await readSuccess(page);
    expect([takesPin(second, 'sesam88'), takesPin(token, token.pin)]).toEqual([true, true]);
  });

  test('the one named in the address is chosen; when it is pulled, the other is not taken for it', async () => {
    const { token, shim } = await open();
    const second = await addSecond();
    const { tokens } = await withHost((host) => host.call('list-tokens', {}));
    const named = tokens.find(({ chipNumber }) => chipNumber === second.chipNumber);
    const page = await openTokensPage(office, `?token=${named?.tokenId}&task=pin`);
    await find(page, 'pin-form');
    expect(
      await page.$eval('[data-testid="token-choice"]:has(:checked)', (it) => it.getAttribute('data-chip-number')),
    ).toBe(second.chipNumber);
    await typeInto(page, 'old-pin', second.pin);
    shim.set('absent', second.chipNumber);
    await find(page, 'token-pulled');
    expect(await page.$('[data-testid="task"]')).toBeNull();
    expect(await page.$eval('[data-testid="token-choice"]', (it) => it.getAttribute('data-chip-number'))).toBe(
      token.chipNumber,
    );
    shim.unset('absent');
    await find(page, 'pin-form');
    expect(await page.$eval('#old-pin', (box) => (box as HTMLInputElement).value)).toBe('');
  });

  test('insertion and removal are seen within two seconds', async () => {
    const { shim } = await open();
    shim.set('pulled');
    const page = await openTokensPage(office);
    await find(page, 'no-token');
    const times: number[] = [];
    for (const [fault, testId] of [
      ['unset', 'token-card'],
      ['set', 'no-token'],
      ['unset', 'token-card'],
    ] as const) {
      await new Promise((resolve) => setTimeout(resolve, 1_300));
      shim[fault]('pulled');
      times.push(await timeUntil(page, testId));
    }
    console.info(`seen after ${times.map(Math.round).join(', ')} ms`);
    for (const time of times) expect(time).toBeLessThan(2_000);
  });
});

test('a reader with its own pad: no box for a PIN anywhere, and the PIN is changed on the pad', async () => {
  const { token, shim } = await open();
  await makeHistory();
  shim.set('pad', token.pin);
  shim.set('pad-new', 'sesam88');
  const page = await openTokensPage(office);
  await find(page, 'pin-on-reader');
  expect(await countPasswordBoxes(page)).toBe(0);
  await press(page, 'change-pin-button');
  expect(await readSuccess(page)).toContain('读卡器报告');
  shim.set('pad', 'sesam88');
  await takeUp(page, 'unblock');
  await find(page, 'pin-on-reader');
  expect(await countPasswordBoxes(page)).toBe(0);
  await takeUp(page, 'housekeeping');
  await press(page, 'clean-up-button');
  await find(page, 'pin-on-reader');
  expect(await countPasswordBoxes(page)).toBe(0);
  await press(page, 'dialog-confirm');
  expect(await readSuccess(page)).toContain('清理完成');
  expect(shim.isSet('pin-sent')).toBe(false);
  shim.unset('pad');
  expect(takesPin(token, 'sesam88')).toBe(true);
});

test('another window at work: said, and nothing is changed', async () => {
  const { token, portal } = await open();
  const working = startHost({ environment: office.hostEnvironment });
  try {
    await prepareRenewal(portal, token, working).createRequest();
    const page = await openTokensPage(office);
    await changePin(page, token.pin, 'sesam88');
    expect(await readErrorCode(page)).toBe('OPERATION_IN_PROGRESS');
    expect(takesPin(token, token.pin)).toBe(true);
  } finally {
    await working.kill();
  }
});

test('the host is missing: the card says so, and the page goes on when it is there', async () => {
  const { clerk } = await open({ browser: { hostManifest: false } });
  const page = await openTokensPage(office);
  expect(await readErrorCode(page)).toBe('HOST_NOT_INSTALLED');
  clerk.installHost();
  await press(page, 'retry-button');
  await find(page, 'pin-form');
});

test.each(['zh_CN', 'en'] as const)('every state under axe, light and dark, at three widths: %s', async (language) => {
  const { token, shim } = await open({ browser: { language } });
  const renewal = await makeHistory();
  await withHost(async (host) => {
    renewal.continueWith(host);
    await renewal.confirm();
    await renewal.logIn();
  });
  shim.set('pulled');
  const page = await openTokensPage(office);
  const faults: string[] = [];
  const look = async (state: string) => faults.push(...(await lookAt(page, state)));
  await find(page, 'no-token');
  await look('no token');
  shim.unset('pulled');
  await find(page, 'pin-form');
  await typeInto(page, 'new-pin', '12345678');
  await press(page, 'change-pin-button');
  await find(page, 'old-pin-error');
  await look('PIN, fields refused');
  await changePin(page, '999999', 'sesam88');
  await find(page, 'error-card');
  await look('PIN, wrong');
  await changePin(page, token.pin, 'sesam88');
  await readSuccess(page);
  await look('PIN, done');
  await takeUp(page, 'unblock');
  await look('unblock');
  await takeUp(page, 'housekeeping');
  await waitForVerdicts(page, ['foreign', 'in-use', 'leftover', 'superseded']);
  await look('housekeeping');
  await press(page, 'retire-button');
  await press(page, 'dialog-confirm');
  await find(page, 'dialog-pin-error');
  await look('retire dialog');
  await press(page, 'dialog-cancel');
  shim.set('flags', 0x00420000); // CKF_USER_PIN_FINAL_TRY, CKF_SO_PIN_LOCKED
  await takeUp(page, 'pin');
  await find(page, 'last-try');
  await look('last try');
  await takeUp(page, 'unblock');
  await find(page, 'error-card');
  await look('administrator’s PIN locked');
  shim.set('flags', 0x00040000);
  await takeUp(page, 'pin');
  await find(page, 'unlock-ways');
  await look('locked');
  expect(faults).toEqual([]);
});

test('the link to the form leads to it with PIN码解锁 ticked', async () => {
  const { clerk, shim } = await open();
  shim.set('flags', 0x00040000);
  const page = await openTokensPage(office);
  const link = await find(page, 'unlock-form-link');
  const path = await link?.evaluate((element) => element.getAttribute('href') ?? '');
  // Puppeteer does not hear of a tab that a link opens in Firefox.
  const forms = await openAssistantPage(clerk.browser, path?.slice(1) ?? '');
  const choice = await find(forms, 'forms-operation');
  expect(await choice?.evaluate((it) => (it as HTMLSelectElement).value)).toBe('unlock');
});
