// What the operation window does for the clerk's PIN, and that it sees a U盾 come and go by being told.
import type { Page } from 'puppeteer';
import { afterEach, describe, expect, test } from 'vitest';
import { openAssistantPage } from '../support/browser/assistant-pages.ts';
import {
  find,
  goToOperationWindow,
  press,
  readErrorCode,
  readText,
  runRenewal,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import { countPasswordBoxes, openTokensPage, timeUntil } from '../support/browser/token-clerk.ts';
import { listObjects } from '../support/token/judge-token.ts';

let office: Office;
afterEach(() => office.close());

async function goToWindow(options: OfficeOptions = {}, prepare: () => void = () => undefined): Promise<Page> {
  office = await openOffice({ withShim: true, ...options });
  prepare();
  return goToOperationWindow(office.clerk);
}

test('a common PIN: said calmly at the end, with the way to change it', async () => {
  const pin = '12345678';
  const window = await goToWindow({ token: { pin } });
  await waitForScreen(window, 'form');
  await verifyPin(window, pin);
  await runRenewal(window);
  expect(await readText(window, 'done-default-pin')).toContain('初始PIN码');
  const link = await find(window, 'change-pin-link');
  const path = (await link?.evaluate((element) => element.getAttribute('href') ?? '')) ?? '';
  expect(await lookAt(window, 'done, common PIN')).toEqual([]);
  const page = await openAssistantPage(office.clerk.browser, path.slice(1));
  await find(page, 'pin-form');
  expect(await readText(page, 'chip-number')).toBe(office.token.chipNumber);
});

test('the last try: nothing reaches the U盾 before the clerk has agreed', async () => {
  const window = await goToWindow({}, () => {
    office.shim.set('tries', 3);
    office.shim.set('tries-left', 1);
    office.shim.startCounting('C_Login');
  });
  await waitForScreen(window, 'form');
  await typeInto(window, 'pin', office.token.pin);
  await press(window, 'verify-button');
  expect(await readText(window, 'last-try-error')).not.toBe('');
  expect(office.shim.countCalls('C_Login')).toBe(0);
  expect(await lookAt(window, 'last try')).toEqual([]);
  await press(window, 'last-try');
  await press(window, 'verify-button');
  await find(window, 'verified');
});

test('locked by the last try: both ways out are shown', async () => {
  const window = await goToWindow({}, () => {
    office.shim.set('tries', 3);
    office.shim.set('tries-left', 1);
  });
  await waitForScreen(window, 'form');
  await typeInto(window, 'pin', '999999');
  await press(window, 'last-try');
  await press(window, 'verify-button');
  expect(await readErrorCode(window)).toBe('PIN_LOCKED');
  const form = await find(window, 'unlock-form-link');
  expect(await form?.evaluate((link) => link.getAttribute('href'))).toContain('operation=unlock');
  const unblock = await find(window, 'unblock-link');
  expect(await unblock?.evaluate((link) => link.getAttribute('href'))).toMatch(
    /^\/tokens\.html\?token=[0-9a-f]{32}&task=unblock$/,
  );
  expect(await lookAt(window, 'locked')).toEqual([]);
});

test('a reader with its own pad: a whole renewal without a box for the PIN', async () => {
  const window = await goToWindow({}, () => office.shim.set('pad', office.token.pin));
  await waitForScreen(window, 'form');
  await find(window, 'pin-on-reader');
  expect(await countPasswordBoxes(window)).toBe(0);
  await press(window, 'verify-button');
  await find(window, 'verified');
  await runRenewal(window);
  expect(office.shim.isSet('pin-sent')).toBe(false);
  office.shim.unset('pad');
  expect(listObjects(office.token).certificateIds).toHaveLength(2);
});

describe('a U盾 that comes and goes', () => {
  test('is seen within two seconds, in the form and without one', async () => {
    const window = await goToWindow({}, () => office.shim.set('pulled'));
    await waitForScreen(window, 'blocked');
    const times: number[] = [];
    for (const [change, testId] of [
      ['unset', 'operation-form'],
      ['set', 'error-card'],
      ['unset', 'operation-form'],
    ] as const) {
      await new Promise((resolve) => setTimeout(resolve, 1_300));
      office.shim[change]('pulled');
      times.push(await timeUntil(window, testId));
    }
    console.info(`seen after ${times.map(Math.round).join(', ')} ms`);
    for (const time of times) expect(time).toBeLessThan(2_000);
  });

  test('is not looked for while our page is behind another', async () => {
    office = await openOffice({ withShim: true });
    const { shim, clerk } = office;
    const page = await openTokensPage(office);
    await find(page, 'pin-form');
    await clerk.page.bringToFront();
    await page.waitForFunction(() => document.hidden, { polling: 100 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    shim.startCounting('C_GetSlotList');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(shim.countCalls('C_GetSlotList')).toBe(0);
    shim.set('pulled');
    await page.bringToFront();
    await find(page, 'no-token');
  });
});
