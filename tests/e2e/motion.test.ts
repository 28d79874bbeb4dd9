// Nobody who has asked the system for less movement sees any of ours.
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { goToAssistantPage } from '../support/browser/assistant-pages.ts';
import { goToOperationWindow, press, verifyPin, waitForScreen } from '../support/browser/clerk.ts';
import { emulateMedia } from '../support/browser/emulate-media.ts';
import { type Office, openOffice } from '../support/browser/office.ts';

let office: Office;
afterEach(() => office.close());

/** Animations and transitions that are running now, pseudo-elements included. */
const countMovements = (page: Page) => page.evaluate(() => document.getAnimations().length);

test('a running renewal moves, and does not for whoever asked for less movement', async () => {
  office = await openOffice({ issueDelayMs: 6_000 });
  const { clerk, token } = office;
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'form');
  await verifyPin(window, token.pin);
  await press(window, 'run-button');
  await waitForScreen(window, 'running');
  // The browsers of these tests are started with the wish for less.
  await emulateMedia(window, { hasReducedMotion: false });
  await expect.poll(() => countMovements(window)).toBeGreaterThan(0);
  await emulateMedia(window, { hasReducedMotion: true });
  await expect.poll(() => countMovements(window)).toBe(0);
  await waitForScreen(window, 'done');
  expect(await countMovements(window)).toBe(0);
});

test('no page of ours moves then, from the first moment', async () => {
  office = await openOffice();
  const { page } = office.clerk;
  // Firefox forgets the wish when a tab changes from no page to one of ours.
  await goToAssistantPage(page, 'help.html');
  await emulateMedia(page, { hasReducedMotion: true });
  for (const path of ['popup', 'setup', 'options', 'tokens', 'units', 'forms']) {
    await goToAssistantPage(page, `${path}.html`);
    expect(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches), path).toBe(true);
    await page.waitForSelector('h1', { timeout: 20_000 });
    expect(await countMovements(page), path).toBe(0);
  }
});
