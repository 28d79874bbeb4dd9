// Every state of the operation window under axe, in light and dark, at three widths.
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import {
  find,
  goToOperationWindow,
  openOperationWindow,
  press,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';

let office: Office;
afterEach(() => office.close());

async function goToWindow(options: OfficeOptions = {}): Promise<Page> {
  office = await openOffice(options);
  return goToOperationWindow(office.clerk);
}

test.each(['zh_CN', 'en'] as const)('states of a renewal, %s', async (language) => {
  const window = await goToWindow({ issueDelayMs: 10_000, browser: { language } });
  await waitForScreen(window, 'form');
  const faults = await lookAt(window, 'form');
  await typeInto(window, 'pin', '999999');
  await press(window, 'verify-button');
  await find(window, 'error-card');
  faults.push(...(await lookAt(window, 'wrong PIN')));
  await verifyPin(window, office.token.pin);
  faults.push(...(await lookAt(window, 'verified')));
  await press(window, 'run-button');
  await waitForScreen(window, 'running');
  faults.push(...(await lookAt(window, 'running')));
  await waitForScreen(window, 'done');
  faults.push(...(await lookAt(window, 'done')));
  expect(faults).toEqual([]);
});

test('states of a failure and of an order left unfinished', async () => {
  const window = await goToWindow();
  await waitForScreen(window, 'form');
  office.portal.setFault({ kind: 'wrongSubject' });
  await verifyPin(window, office.token.pin);
  await press(window, 'run-button');
  await waitForScreen(window, 'failed');
  const faults = await lookAt(window, 'failed');
  await window.close();
  const [frame] = office.clerk.page.frames();
  if (!frame) throw new Error('no frame');
  const again = await openOperationWindow(office.clerk.browser, frame);
  await find(again, 'unfinished-card');
  faults.push(...(await lookAt(again, 'unfinished')));
  await press(again, 'abandon-button');
  await find(again, 'abandon-dialog');
  faults.push(...(await lookAt(again, 'abandon')));
  expect(faults).toEqual([]);
});

test('a blocked window', async () => {
  const window = await goToWindow({ browser: { hostManifest: false } });
  await waitForScreen(window, 'blocked');
  expect(await lookAt(window, 'blocked')).toEqual([]);
});
