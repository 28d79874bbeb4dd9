// The renewal of the manual's part 二, done in the browser, with a picture and a time of every step.
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import type { MadeToken } from '../portal/token/make-token.ts';
import {
  fillPage,
  openOperationWindow,
  press,
  readDone,
  verifyPin,
  waitForScreen,
  walkToQuickPage,
} from '../support/clerk.ts';
import type { ClerkBrowser } from '../support/clerk-browser.ts';

export interface ClerkRenewal {
  /** What the window shows at the end. */
  readonly title: string;
  /** Hex SHA-256 of the new certificate's DER. */
  readonly certificateHash: string;
  /** File names in the kept folder, in order. */
  readonly screenshots: string[];
  /** How long each step took, ms, by its name. */
  readonly timingsMs: Record<string, number>;
}

/** Renews the certificate on `token`. Pictures go to `folder`. @throws when a step does not come */
export async function renewAsClerk(
  { browser, page }: ClerkBrowser,
  token: MadeToken,
  folder: string,
  say: (text: string) => void,
): Promise<ClerkRenewal> {
  const screenshots: string[] = [];
  const timingsMs: Record<string, number> = {};
  let startedAt = performance.now();
  const record = async (name: string, shown: Page) => {
    timingsMs[name] = Math.round(performance.now() - startedAt);
    const file = `${String(screenshots.length + 1).padStart(2, '0')}-${name}.png`;
    await shown.screenshot({ path: join(folder, file) as `${string}.png` });
    screenshots.push(file);
    say(`${name}: ${timingsMs[name]} ms → ${file}`);
    startedAt = performance.now();
  };

  const frame = await walkToQuickPage(page, (name) => record(name, page));
  await fillPage(frame, '李华', '13800000000');
  const window = await openOperationWindow(browser, frame);
  await waitForScreen(window, 'form');
  await record('window-ready', window);
  await verifyPin(window, token.pin);
  await record('pin-verified', window);
  await press(window, 'run-button');
  await waitForScreen(window, 'running', 'done');
  await record('renewal-running', window);
  await waitForScreen(window, 'done');
  await record('certificate-installed', window);
  const { title, certificateHash } = await readDone(window);
  return { title, certificateHash, screenshots, timingsMs };
}
