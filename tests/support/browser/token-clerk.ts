// What a clerk does on the page U盾管理, and what of it can be read.
import type { Page } from 'puppeteer';
import { openAssistantPage } from './assistant-pages.ts';
import { find, press, readText, typeInto } from './clerk.ts';
import type { Office } from './office.ts';

/** Opens the page; `query` as its links have it. */
export function openTokensPage({ clerk }: Pick<Office, 'clerk'>, query = ''): Promise<Page> {
  return openAssistantPage(clerk.browser, `tokens.html${query}`);
}

/** Fills 修改PIN码 and presses the button. */
export async function changePin(page: Page, oldPin: string, newPin: string, repeatPin = newPin): Promise<void> {
  await typeInto(page, 'old-pin', oldPin);
  await typeInto(page, 'new-pin', newPin);
  await typeInto(page, 'repeat-pin', repeatPin);
  await press(page, 'change-pin-button');
}

/** Takes up a task; resolves when its panel is there. */
export async function takeUp(page: Page, task: 'pin' | 'unblock' | 'housekeeping'): Promise<void> {
  await press(page, `task-${task}`);
  await page.waitForSelector(`[data-testid="task"][data-task="${task}"]`);
}

/** Confirms the dialog now open with this PIN. */
export async function confirmWithPin(page: Page, pin: string): Promise<void> {
  await typeInto(page, 'dialog-pin', pin);
  await press(page, 'dialog-confirm');
}

/** Waits for the word of success. @returns it */
export async function readSuccess(page: Page): Promise<string> {
  return readText(page, 'work-done');
}

/** Verdicts now shown, sorted. */
export async function readVerdicts(page: Page): Promise<string[]> {
  await find(page, 'housekeeping');
  const verdicts = await page.$$eval('[data-testid="token-entry"]', (all) =>
    all.map((entry) => entry.getAttribute('data-verdict') ?? ''),
  );
  return verdicts.toSorted();
}

/** Waits until the panel shows just these verdicts. */
export async function waitForVerdicts(page: Page, expected: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted: string) =>
      [...document.querySelectorAll('[data-testid="token-entry"]')]
        .map((entry) => entry.getAttribute('data-verdict'))
        .sort()
        .join() === wanted,
    { timeout: 10_000 },
    [...expected].sort().join(),
  );
}

export const countPasswordBoxes = (page: Page): Promise<number> =>
  page.$$eval('input[type=password]', (boxes) => boxes.length);

/** Milliseconds until the page shows what is looked for. */
export async function timeUntil(page: Page, testId: string): Promise<number> {
  const startedAt = performance.now();
  await page.waitForSelector(`[data-testid="${testId}"]`, { visible: true, timeout: 10_000 });
  return performance.now() - startedAt;
}
