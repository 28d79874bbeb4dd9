// Window, worker, host, extension and browser die, and all that the extension keeps is lost, in the middle of each step of a
// renewal and of a change: what the clerk opens next goes on, nothing is submitted twice, and both pairs work. One browser
// for all of it, a U盾 a round; another spread sample each day, every round with KILLS=all, or a victim's.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { type MadeToken, makeToken } from '../portal/token/make-token.ts';
import { readBrowserName } from '../support/browser/browser-name.ts';
import {
  find,
  goToOperationWindow,
  press,
  readErrorCode,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { type ClerkBrowser, openClerkBrowser } from '../support/browser/clerk-browser.ts';
import { listPages, waitForPage } from '../support/browser/find-page.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { kill, type Victim, victims } from '../support/browser/victims.ts';
import { exampleAccount, logIn, openFromOrderList } from '../support/portal/platform-visit.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { assertUsable, listObjects } from '../support/token/judge-token.ts';

/** A step of the window, and the answer of the CA that it is held at. */
const steps = {
  'create-request': 'nonce',
  submit: 'submit',
  'wait-for-issue': 'status',
  install: 'download',
} as const;
type Step = keyof typeof steps;
const jobs = ['renew', 'change'] as const;

interface Round {
  readonly job: (typeof jobs)[number];
  readonly step: Step;
  readonly victim: Victim;
}

/** Long enough to be killed in. */
const heldMs = 4_000;
const pin = '246813';
const changedUnit = { ...exampleUnit, unitName: '重庆山城智能装备有限公司' };

const rounds = jobs.flatMap((job) =>
  (Object.keys(steps) as Step[]).flatMap((step) => victims.map((victim): Round => ({ job, step, victim }))),
);

/** Each victim once or more; jobs and steps in turn, begun elsewhere each day. */
function sample(count: number, day: number): Round[] {
  return Array.from({ length: count }, (_, index) => {
    const [victim, turn] = [victims[index % victims.length], index + day];
    const meant = rounds.filter((round) => round.victim === victim);
    return meant[(turn * 3) % meant.length] ?? expect.fail('no rounds');
  });
}

let office: Office;
let clerk: ClerkBrowser;
afterEach(async () => {
  await clerk.browser.close();
  await office.close();
});

/** Another U盾 in the place of the last: its certificate is due. */
async function plugIn(number: number): Promise<MadeToken> {
  const { scratch, portal } = office;
  const dir = join(scratch.folder, `hsm-${number}`);
  const made = await makeToken({ dir, label: '社保U盾', pin, keyAlgorithm: 'P-256', unit: exampleUnit, portal });
  // Each window's host reads it anew.
  copyFileSync(made.softhsmConf, office.token.softhsmConf);
  return made;
}

interface Work {
  readonly orderNumber: string;
  open(): Promise<Page>;
}

/** What is to be done with this U盾, and how the clerk gets to it. */
async function prepare(job: Round['job'], token: MadeToken): Promise<Work> {
  if (job === 'renew') return { orderNumber: token.orderNo ?? '', open: () => goToOperationWindow(clerk) };
  const { portal } = office;
  const { chipNumber } = token;
  const { phone } = exampleAccount;
  const { orderNo } = await portal.placeOrder({ phone, kind: 'change', unit: changedUnit, chipNumber });
  await portal.review(orderNo, { decision: 'approve' });
  return {
    orderNumber: orderNo,
    async open() {
      await logIn(clerk.page, portal);
      return openFromOrderList(clerk.browser, clerk.page, orderNo);
    },
  };
}

async function fillForm(window: Page): Promise<void> {
  for (const [field, text] of [
    ['agent-name', '李华'],
    ['agent-phone', '13800000000'],
  ] as const)
    if (
      await window.$eval(`[data-testid="${field}"]`, (box) => (box as HTMLInputElement).value === '').catch(() => false)
    )
      await typeInto(window, field, text);
  await verifyPin(window, pin);
}

/** What the window offers until the work is done. @returns codes of the cards on the way */
async function finish(window: Page): Promise<string[]> {
  const codes: string[] = [];
  for (let screens = 0; screens < 8; screens += 1) {
    const screen = await waitForScreen(window, 'form', 'comparing', 'done', 'failed');
    if (screen === 'done') return codes;
    if (screen === 'comparing') {
      await press(window, 'confirm-change-button');
    } else if (screen === 'failed') {
      // What cannot be tried again here is gone on with from the start.
      const canRetry = (await window.$('[data-testid="retry-button"]')) !== null;
      codes.push(await readErrorCode(window));
      await press(window, canRetry ? 'retry-button' : 'back-button');
    } else {
      if (await window.$('[data-testid="unfinished-card"]')) await press(window, 'resume-button');
      await fillForm(window);
      await press(window, 'run-button');
    }
    await waitForScreen(window, 'running', 'form', 'comparing', 'done', 'failed');
    // The next look is at what came of it.
    await window.waitForFunction(
      (before) => document.querySelector('[data-screen]')?.getAttribute('data-screen') !== before,
      { timeout: 20_000 },
      screen,
    );
  }
  return expect.fail(`the window came to no end: ${codes.join()}`);
}

async function startBrowserAgain(): Promise<void> {
  const { scratch, portal, hostEnvironment } = office;
  clerk = await openClerkBrowser({ folder: scratch.folder, portal, hostEnvironment });
  // A profile that was cut off may have forgotten that the extension was there, which then shows its setup page.
  const setup = await waitForPage(clerk.browser, '/setup.html', 5_000).catch(() => null);
  await setup?.close();
  await clerk.page.bringToFront();
}

async function play({ job, step, victim }: Round, number: number): Promise<void> {
  const { portal } = office;
  const token = await plugIn(number);
  const { orderNumber, open } = await prepare(job, token);
  const window = await open();
  await waitForScreen(window, 'form');
  await fillForm(window);
  portal.setFault({ kind: 'delay', endpoint: steps[step], count: 1, delayMs: heldMs });
  await press(window, 'run-button');
  if (job === 'change') {
    await waitForScreen(window, 'comparing');
    await press(window, 'confirm-change-button');
  }
  await window.waitForSelector(`[data-testid="step-${step}"][data-state="running"]`);
  await kill(victim, clerk, window);
  portal.clearFaults();
  if (victim === 'browser') await startBrowserAgain();
  const [left] = await listPages(clerk.browser, '/operation.html');
  const next = left ?? (await open());
  expect(await finish(next)).not.toContain('INTERNAL_ERROR');
  await find(next, 'done-panel');
  await next.close();
  const { certificateIds, privateKeyIds } = listObjects(token);
  expect(certificateIds).toHaveLength(2);
  expect(privateKeyIds).toHaveLength(2);
  for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
  expect(portal.readOrder(orderNumber)?.requests).toHaveLength(1);
}

test('killed in the middle, a renewal and a change go on and end done', async () => {
  // A browser of its own: it is killed.
  office = await openOffice({ token: { isOrderOpen: false }, browser: { otherSites: [] } });
  clerk = office.clerk;
  await office.portal.createAccount(exampleAccount);
  const isFirefox = readBrowserName() === 'firefox';
  const day = Math.floor(Date.now() / 86_400_000);
  const wanted = process.env.KILLS;
  const played = wanted
    ? rounds.filter(({ victim }) => wanted === 'all' || wanted === victim)
    : sample(isFirefox ? 2 : victims.length, day + (isFirefox ? 3 : 0));
  console.log(`kills: ${played.map(({ job, step, victim }) => `${victim} at ${step} of ${job}`).join(', ')}`);
  for (const [number, round] of played.entries()) {
    await play(round, number).catch((error: unknown) => {
      const { job, step, victim } = round;
      throw new Error(`${victim} killed at ${step} of ${job}: ${(error as Error).message}`, { cause: error });
    });
  }
}, 1_200_000);
