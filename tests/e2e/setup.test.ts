// The setup page: opens by itself, tells each fault apart with one next step, looks again by itself, and makes the report.
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import type { CheckId } from '../../extension/setup/setup-checks.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import { protocolRange } from '../../shared/version.ts';
import { importUnit, openAssistantPage } from '../support/browser/assistant-pages.ts';
import { readBrowserName } from '../support/browser/browser-name.ts';
import {
  find,
  goToOperationWindow,
  press,
  readErrorCode,
  readText,
  verifyPin,
  waitForScreen,
  walkToQuickPage,
} from '../support/browser/clerk.ts';
import { waitForPage } from '../support/browser/find-page.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import { answerAlways, writeForeignDriver } from '../support/host/broken-hosts.ts';
import { knownSite } from '../support/portal/known-site.ts';
import { exampleUnit } from '../support/portal/units.ts';

const isFirefox = readBrowserName() === 'firefox';
const waitMs = 20_000;

let office: Office;
afterEach(() => office.close());

async function openSetup(options: OfficeOptions = {}): Promise<Page> {
  office = await openOffice(options);
  return openAssistantPage(office.clerk.browser, 'setup.html');
}

/** Waits until this check is the one on top. */
async function waitForFirst(page: Page, check: CheckId | 'ready'): Promise<void> {
  await page.waitForSelector(`[data-testid="setup-page"][data-view="${check}"]`, { timeout: waitMs });
}

/** State of each check, in the order in which they are shown. */
function readStates(page: Page): Promise<string[]> {
  return page.$$eval('[data-testid^="check-"]', (items) => items.map((item) => item.getAttribute('data-state') ?? ''));
}

async function expectFailure(page: Page, check: CheckId, code: ErrorCode): Promise<void> {
  await waitForFirst(page, check);
  expect(await readErrorCode(page)).toBe(code);
  for (const part of ['error-what', 'error-next']) {
    const text = await readText(page, part);
    expect(text).toMatch(/\p{Script=Han}{4}/u);
    expect(text).not.toMatch(/CKR_|[A-Z]+_[A-Z]+|undefined|\$[A-Z1-9]/);
  }
  const states = await readStates(page);
  expect(states.filter((state) => state === 'failed')).toHaveLength(1);
  // Never more than one thing to press.
  expect((await page.$$('[data-testid="setup-action"]')).length).toBeLessThanOrEqual(1);
  expect(await lookAt(page, code)).toEqual([]);
}

test('opens after the installation, and follows what the clerk does without being asked', async () => {
  office = await openOffice({ withShim: true, browser: { hostManifest: false, keepsSetupPage: true } });
  const { clerk, shim } = office;
  shim.set('pulled');
  const page = await waitForPage(clerk.browser, '/setup.html');
  await page.bringToFront();
  await waitForFirst(page, 'host-installed');
  expect(await readErrorCode(page)).toBe('HOST_NOT_INSTALLED');
  expect((await readStates(page)).slice(0, 3)).toEqual(['ok', 'failed', 'not-reached']);
  clerk.installHost();
  await waitForFirst(page, 'token');
  expect(await readErrorCode(page)).toBe('TOKEN_MISSING');
  shim.unset('pulled');
  await waitForFirst(page, 'page');
  expect(await lookAt(page, 'one step left')).toEqual([]);
  shim.set('pulled');
  await waitForFirst(page, 'token');
  shim.unset('pulled');
  await waitForFirst(page, 'page');
  // The clerk goes to the site; the page hears of it.
  await clerk.page.bringToFront();
  await walkToQuickPage(clerk.page);
  await waitForFirst(page, 'ready');
  expect(await readStates(page)).toEqual(Array.from({ length: 10 }, () => 'ok'));
  await page.bringToFront();
  expect(await lookAt(page, 'ready')).toEqual([]);
});

test.each<[string, OfficeOptions, CheckId, ErrorCode]>([
  ['a missing host', { browser: { hostManifest: false } }, 'host-installed', 'HOST_NOT_INSTALLED'],
  ['a host that ends', { browser: { hostCommand: 'exit 3' } }, 'host-running', 'HOST_EXITED'],
  ['an older host', { browser: { hostCommand: answerAlways('HOST_TOO_OLD') } }, 'version', 'HOST_TOO_OLD'],
  [
    'an older extension',
    { browser: { hostCommand: answerAlways('EXTENSION_TOO_OLD') } },
    'version',
    'EXTENSION_TOO_OLD',
  ],
  [
    'a foreign caller',
    { browser: { hostCommand: answerAlways('CALLER_NOT_ALLOWED') } },
    'host-allowed',
    'CALLER_NOT_ALLOWED',
  ],
  [
    'a wrong configuration',
    { hostConfig: { drivers: [{ name: 'x', path: 'relative.so' }] } },
    'driver',
    'CONFIG_INVALID',
  ],
  ['no driver', { hostConfig: { useKnownDrivers: false } }, 'driver', 'DRIVER_MISSING'],
])('tells of %s', async (_, options, check, code) => {
  await expectFailure(await openSetup(options), check, code);
});

test('tells of a host that is registered for another extension', async () => {
  const page = await openSetup({ browser: { hostManifest: 'forbidden' } });
  // Firefox has one sentence for that and for a missing host; its words name both.
  if (isFirefox) await expectFailure(page, 'host-installed', 'HOST_NOT_INSTALLED');
  else await expectFailure(page, 'host-allowed', 'HOST_FORBIDDEN');
});

test('tells of a driver that crashes, and of one for another processor', async () => {
  const page = await openSetup({ withShim: true });
  const { shim, scratch } = office;
  await waitForFirst(page, 'page');
  shim.set('crash-C_GetSlotList');
  await press(page, 'recheck');
  await expectFailure(page, 'driver', 'DRIVER_CRASHED');
  await page.close();
  scratch.configureHost({
    drivers: [{ name: '老驱动', path: writeForeignDriver(scratch.folder) }],
    useKnownDrivers: false,
  });
  const again = await openAssistantPage(office.clerk.browser, 'setup.html');
  await expectFailure(again, 'bitness', 'DRIVER_WRONG_ARCHITECTURE');
  expect(await readText(again, 'error-card')).toContain('老驱动');
});

test('says which part of a page was not as expected; that page stays as the site made it', async () => {
  office = await openOffice();
  const { clerk } = office;
  const options = await openAssistantPage(clerk.browser, 'options.html');
  await options.waitForSelector('[data-view="ready"]');
  // As after a change of the site: the profile expects what is not there any more.
  const pages = knownSite.pages.map((page) =>
    page.kind === 'quick-renew'
      ? {
          ...page,
          variants: page.variants.map((one) => ({
            ...one,
            markers: [{ selector: '#gone-with-the-update', count: 1 }],
          })),
        }
      : page,
  );
  await options.evaluate(
    async (profile) => {
      const { storage } = (
        globalThis as unknown as { chrome: { storage: { local: { set(items: object): Promise<void> } } } }
      ).chrome;
      await storage.local.set({ settings: { profile } });
    },
    { ...knownSite, pages } as object,
  );
  await options.waitForSelector('[data-testid="current-profile"]:not(:empty)');
  await new Promise((resolve) => setTimeout(resolve, 500));
  await clerk.page.bringToFront();
  await clerk.page.goto('http://os.ezca.org:8001/easyca/netpay/quick/update.jsp');
  const setup = await openAssistantPage(clerk.browser, 'setup.html');
  await expectFailure(setup, 'page', 'PAGE_NOT_RECOGNISED');
  expect(await readText(setup, 'error-support')).toContain('#gone-with-the-update');
  expect(await clerk.page.$$('[data-shebao-assistant]')).toEqual([]);
});

test('an error card in the operation window leads to the same check', async () => {
  office = await openOffice({ hostConfig: { useKnownDrivers: false } });
  const { clerk } = office;
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'blocked');
  const what = await readText(window, 'error-what');
  const link = await find(window, 'open-setup');
  expect(await link?.evaluate((element) => element.getAttribute('href'))).toBe('/setup.html');
  await link?.click();
  // Puppeteer does not hear of a tab that a link opens in Firefox.
  const page = isFirefox
    ? await openAssistantPage(clerk.browser, 'setup.html')
    : await waitForPage(clerk.browser, '/setup.html');
  await page.bringToFront();
  await expectFailure(page, 'driver', 'DRIVER_MISSING');
  expect(await readText(page, 'error-what')).toBe(what);
});

test('the report: looked at, saved and copied, with the last operation in it and nobody’s name or number', async () => {
  office = await openOffice();
  const { clerk, token } = office;
  await importUnit(clerk.browser, office.scratch.folder, exampleUnit);
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'form');
  await verifyPin(window, token.pin);
  await press(window, 'run-button');
  await waitForScreen(window, 'done');
  const page = await openAssistantPage(clerk.browser, 'setup.html');
  await waitForFirst(page, 'ready');
  await page.evaluate(() => {
    const saved: Blob[] = [];
    Object.assign(globalThis, { saved });
    URL.createObjectURL = (blob) => `blob:${saved.push(blob as Blob)}`;
  });
  await press(page, 'make-report');
  const preview = await readText(page, 'report-preview');
  expect(await lookAt(page, 'report')).toEqual([]);
  for (const part of ['create-request', 'submit', 'install-certificate', 'check=driver-1', 'softhsm', 'state=ok'])
    expect(preview).toContain(part);
  expect(preview).toMatch(/requestId=[0-9a-f]{8}-/);
  const secrets = [
    ...[token.pin, token.chipNumber, exampleUnit.unitName, exampleUnit.creditCode, exampleUnit.socialInsuranceNumber],
    ...['李华', '张明', '13800000000', '11010519491231002X', '63456789', 'lihua@example.com', '金开大道'],
  ];
  await press(page, 'save-report');
  await press(page, 'save-report-json');
  const files = await page.evaluate(() => {
    const { saved } = globalThis as unknown as { saved: Blob[] };
    return Promise.all(saved.map(async (blob) => [blob.type, await blob.text()] as const));
  });
  expect(files.map(([type]) => type)).toEqual(['text/plain;charset=utf-8', 'application/json']);
  expect(files[0]?.[1].trim()).toBe(preview);
  for (const [, text] of files) for (const secret of secrets) expect(text).not.toContain(secret);
  expect(JSON.parse(files[1]?.[1] ?? '')).toMatchObject({ versions: [{ protocol: protocolRange.max }] });
  await find(page, 'copy-report');
});
