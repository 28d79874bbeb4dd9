// Everything that may be wrong with an installation: each has its own card, and the window goes on once it is put right.
import { chmodSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { readBrowserName } from '../support/browser/browser-name.ts';
import {
  goToOperationWindow,
  openOperationWindow,
  openQuickPage,
  press,
  readErrorCode,
  readText,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import { answerAlways, writeForeignDriver } from '../support/host/broken-hosts.ts';
import { startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';

const isFirefox = readBrowserName() === 'firefox';
let office: Office;
afterEach(() => office.close());

async function goToWindow(options: OfficeOptions): Promise<Page> {
  office = await openOffice(options);
  return goToOperationWindow(office.clerk);
}

/** Every card says what happened and what to do, in Chinese, and no raw code stands in the sentences. */
async function expectCard(window: Page, code: string): Promise<void> {
  await waitForScreen(window, 'blocked', 'failed', 'form');
  expect(await readErrorCode(window)).toBe(code);
  for (const part of ['error-what', 'error-next']) {
    const text = await readText(window, part);
    expect(text).toMatch(/\p{Script=Han}{4}/u);
    expect(text).not.toMatch(/CKR_|[A-Z]+_[A-Z]+|undefined|\$[A-Z1-9]/);
  }
}

async function waitForError(window: Page, code: string): Promise<void> {
  await expect.poll(() => readErrorCode(window).catch(() => null), { timeout: 30_000 }).toBe(code);
}

test('the host is not installed, and then it is', async () => {
  const window = await goToWindow({ browser: { hostManifest: false } });
  await expectCard(window, 'HOST_NOT_INSTALLED');
  office.clerk.installHost();
  await press(window, 'retry-button');
  await waitForScreen(window, 'form');
});

test('the host is registered for another extension', async () => {
  const window = await goToWindow({ browser: { hostManifest: 'forbidden' } });
  // Firefox tells nobody but its own console that there is such a host. The clerk's next step is the same: install it.
  await expectCard(window, isFirefox ? 'HOST_NOT_INSTALLED' : 'HOST_FORBIDDEN');
});

test('the host ends at once', async () => {
  await expectCard(await goToWindow({ browser: { hostCommand: 'exit 3' } }), 'HOST_EXITED');
});

test('the host is too old, or the extension', async () => {
  await expectCard(await goToWindow({ browser: { hostCommand: answerAlways('HOST_TOO_OLD') } }), 'HOST_TOO_OLD');
  await office.close();
  const window = await goToWindow({ browser: { hostCommand: answerAlways('EXTENSION_TOO_OLD') } });
  await expectCard(window, 'EXTENSION_TOO_OLD');
});

test("the host's configuration is wrong", async () => {
  await expectCard(
    await goToWindow({ hostConfig: { drivers: [{ name: 'x', path: 'relative.so' }] } }),
    'CONFIG_INVALID',
  );
});

test('no driver is installed', async () => {
  await expectCard(await goToWindow({ hostConfig: { useKnownDrivers: false } }), 'DRIVER_MISSING');
});

test('the only driver is for another processor', async () => {
  office = await openOffice();
  const path = writeForeignDriver(office.scratch.folder);
  office.scratch.configureHost({ drivers: [{ name: '老驱动', path }], useKnownDrivers: false });
  const frame = await openQuickPage(office.clerk.page);
  const window = await openOperationWindow(office.clerk.browser, frame);
  await expectCard(window, 'DRIVER_WRONG_ARCHITECTURE');
  expect(await readText(window, 'error-card')).toContain('老驱动');
});

test('the driver crashes; then it does not, and the window goes on', async () => {
  office = await openOffice({ withShim: true });
  office.shim.set('crash-C_GetSlotList');
  const frame = await openQuickPage(office.clerk.page);
  const window = await openOperationWindow(office.clerk.browser, frame);
  await expectCard(window, 'DRIVER_CRASHED');
  office.shim.unset('crash-C_GetSlotList');
  // Loaded, and not started: no file is damaged.
  office.shim.set('fail-C_Initialize', 48);
  await press(window, 'retry-button');
  await waitForError(window, 'DRIVER_INITIALIZE_FAILED');
  await expectCard(window, 'DRIVER_INITIALIZE_FAILED');
  // For the help desk only.
  expect(await readText(window, 'error-card')).toContain('CKR_DEVICE_ERROR');
  expect(await lookAt(window, 'DRIVER_INITIALIZE_FAILED')).toEqual([]);
  office.shim.unset('fail-C_Initialize');
  await press(window, 'retry-button');
  await waitForScreen(window, 'form');
});

test('no U盾 is plugged in; then it is', async () => {
  office = await openOffice({ withShim: true });
  office.shim.set('pulled');
  const frame = await openQuickPage(office.clerk.page);
  const window = await openOperationWindow(office.clerk.browser, frame);
  await expectCard(window, 'TOKEN_MISSING');
  office.shim.unset('pulled');
  // One that nobody has set up: CKF_TOKEN_INITIALIZED and CKF_USER_PIN_INITIALIZED are not there.
  office.shim.set('unset-flags', 0x408);
  office.shim.set('manufacturer', '某厂商');
  await press(window, 'retry-button');
  await waitForError(window, 'TOKEN_NOT_READY');
  await expectCard(window, 'TOKEN_NOT_READY');
  expect(await lookAt(window, 'TOKEN_NOT_READY')).toEqual([]);
  office.shim.unset('unset-flags');
  office.shim.unset('manufacturer');
  await press(window, 'retry-button');
  await waitForScreen(window, 'form');
});

test('another window is at it already', async () => {
  office = await openOffice();
  const { portal, token, hostEnvironment } = office;
  const other = startHost({ environment: hostEnvironment });
  try {
    await prepareRenewal(portal, token, other).createRequest();
    const window = await goToOperationWindow(office.clerk);
    await waitForScreen(window, 'form');
    await press(window, 'resume-button');
    const pin = await window.waitForSelector('[data-testid="pin"]', { visible: true });
    await pin?.type(token.pin);
    await press(window, 'verify-button');
    await press(window, 'run-button');
    await expectCard(window, 'OPERATION_IN_PROGRESS');
    await other.close();
    await press(window, 'retry-button');
    await waitForScreen(window, 'done');
  } finally {
    await other.kill();
  }
});

test('the launcher may not be run', async () => {
  office = await openOffice();
  chmodSync(join(office.scratch.folder, 'native-host.sh'), 0o644);
  const frame = await openQuickPage(office.clerk.page);
  const window = await openOperationWindow(office.clerk.browser, frame);
  // Chromium forks before it tries, and sees only that the child ended.
  await expectCard(window, isFirefox ? 'HOST_PATH_WRONG' : 'HOST_EXITED');
});

test('the launcher is gone; then it is back', async () => {
  office = await openOffice();
  const launcher = join(office.scratch.folder, 'native-host.sh');
  renameSync(launcher, `${launcher}.moved`);
  const frame = await openQuickPage(office.clerk.page);
  const window = await openOperationWindow(office.clerk.browser, frame);
  // Chromium looks at the path first and speaks as if nothing were registered.
  await expectCard(window, isFirefox ? 'HOST_PATH_WRONG' : 'HOST_NOT_INSTALLED');
  renameSync(`${launcher}.moved`, launcher);
  await press(window, 'retry-button');
  await waitForScreen(window, 'form');
});
