// What a clerk does, click by click, and what the clerk then reads.
import type { Browser, ElementHandle, Frame, Page } from 'puppeteer';
import { type PortalVariant, updateUrls } from '../../portal/sites/site-urls.ts';
import { waitForPage } from './find-page.ts';
import { pressOwn } from './press-own.ts';

const waitMs = 20_000;

/** Walks from the bureau's home page to the quick-update page, by its links. @returns the frame that holds the form */
export async function walkToQuickPage(
  page: Page,
  onStep: (name: string) => Promise<void> = async () => undefined,
): Promise<Frame> {
  await page.goto('http://rlsbj.cq.gov.cn/');
  await onStep('portal-home');
  await clickLink(page, '社保缴费 网上申报');
  await page.waitForFunction(() => document.body.textContent?.includes('证书申领'), { timeout: waitMs });
  await onStep('portal-declare');
  await clickLink(page, '证书更新');
  const frame = await findFrameWithButton(page);
  await onStep('portal-quick-renew');
  return frame;
}

/** Opens the quick-update page by its address, as a bookmark does. @returns the frame that holds the form, with our button on it */
export async function openQuickPage(page: Page, variant: PortalVariant = 'gbk'): Promise<Frame> {
  await page.goto(updateUrls[variant]);
  return findFrameWithButton(page);
}

/** Opens a page by its address. @returns the frame that holds the form, once our button stands on it */
export async function openLook(page: Page, address: string, onStep: (name: string) => Promise<void>): Promise<Frame> {
  await page.goto(address);
  const frame = await findFrameWithButton(page);
  await onStep('look');
  return frame;
}

async function clickLink(page: Page, text: string): Promise<void> {
  const link = await page.waitForSelector(`a ::-p-text(${text})`, { timeout: waitMs });
  await Promise.all([page.waitForNavigation({ timeout: waitMs }), link?.click()]);
}

/** What the selector finds in the frame now; null when nothing, or when the frame goes away while we look. */
export async function findNow(frame: Frame, selector: string): Promise<ElementHandle<Element> | null> {
  try {
    return await frame.$(selector);
  } catch {
    return null;
  }
}

/** The frame, possibly of another site, in which our button has appeared. */
async function findFrameWithButton(page: Page): Promise<Frame> {
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      const button = await findNow(frame, '[data-shebao-assistant="renew-button"]');
      if (button) return frame;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`our button has not appeared on ${page.url()}`);
}

/** Types into the page's own fields. */
export async function fillPage(frame: Frame, name: string, phone: string): Promise<void> {
  const marked = await frame.$$('[data-part=name], [data-part=phone]');
  const [nameBox, phoneBox] = marked.length === 2 ? marked : await frame.$$('input[type=text]');
  await clickAndType(nameBox, name);
  await clickAndType(phoneBox, phone);
}

/** In Firefox a field in another site's frame gets the cursor by a click only, as puppeteer's keys go to the window. */
async function clickAndType(field: ElementHandle<Element> | null | undefined, text: string): Promise<void> {
  if (!field) throw new Error('there is no field to type into');
  await field.click();
  await field.type(text);
}

/** Clicks our button on the page with the mouse. @returns the operation window */
export async function openOperationWindow(browser: Browser, frame: Frame): Promise<Page> {
  for (let tries = 0; ; tries += 1) {
    try {
      await clickButton(frame);
      return await waitForOperationWindow(browser);
    } catch (error) {
      // A page that draws itself again takes the button away under the clerk's hand: it comes back, and so does the hand.
      if (tries > 4 || !/detached|not clickable/i.test((error as Error).message)) throw error;
    }
  }
}

/** To the operation window, with the agent's name and phone typed on the way. */
export async function goToOperationWindow({ browser, page }: { browser: Browser; page: Page }): Promise<Page> {
  const frame = await openQuickPage(page);
  await fillPage(frame, '李华', '13800000000');
  return openOperationWindow(browser, frame);
}

/** The operation window, however it was opened, once it is drawn. */
export async function waitForOperationWindow(browser: Browser): Promise<Page> {
  const page = await waitForPage(browser, '/operation.html', waitMs);
  await page.waitForSelector('[data-testid="operation-window"]', { timeout: waitMs });
  return page;
}

async function clickButton(frame: Frame): Promise<void> {
  await pressOwn(frame, '[data-shebao-assistant="renew-button"]');
}

/** Waits until the window shows one of its screens: form, blocked, running, failed, done. */
export async function waitForScreen(window: Page, ...screens: string[]): Promise<string> {
  const selector = screens.map((screen) => `[data-testid="operation-window"][data-screen="${screen}"]`).join();
  const main = await window.waitForSelector(selector, { timeout: waitMs * 2 });
  return (await main?.evaluate((element) => element.getAttribute('data-screen'))) ?? '';
}

export function find(window: Page, testId: string): Promise<ElementHandle<Element> | null> {
  return window.waitForSelector(`[data-testid="${testId}"]`, { visible: true, timeout: waitMs });
}

export async function readText(window: Page, testId: string): Promise<string> {
  const element = await find(window, testId);
  return (await element?.evaluate((node) => node.textContent ?? ''))?.trim() ?? '';
}

export async function press(window: Page, testId: string): Promise<void> {
  const button = await window.waitForSelector(`[data-testid="${testId}"]:not([disabled])`, {
    visible: true,
    timeout: waitMs,
  });
  await button?.click();
}

/** Replaces what stands in a field by typing. */
export async function typeInto(window: Page, testId: string, text: string): Promise<void> {
  const field = await find(window, testId);
  await field?.click({ count: 3 });
  await window.keyboard.press('Backspace');
  await field?.type(text);
}

/** Code of the error card now shown. */
export async function readErrorCode(window: Page): Promise<string> {
  const card = await find(window, 'error-card');
  return (await card?.evaluate((element) => element.getAttribute('data-error-code'))) ?? '';
}

/** Fills what is missing in the window's form and lets it verify the PIN. */
export async function verifyPin(window: Page, pin: string): Promise<void> {
  await typeInto(window, 'pin', pin);
  await press(window, 'verify-button');
  await find(window, 'verified');
}

/** Presses 更新证书 and waits for the end. @returns hash and expiry of the new certificate */
export async function runRenewal(window: Page): Promise<{ title: string; certificateHash: string; notAfter: string }> {
  await press(window, 'run-button');
  await waitForScreen(window, 'done');
  return readDone(window);
}

export async function readDone(window: Page): Promise<{ title: string; certificateHash: string; notAfter: string }> {
  const title = await readText(window, 'done-title');
  const panel = await find(window, 'done-panel');
  const expiry = await find(window, 'new-expiry');
  return {
    title,
    certificateHash: (await panel?.evaluate((element) => element.getAttribute('data-certificate-hash'))) ?? '',
    notAfter: (await expiry?.evaluate((element) => element.getAttribute('data-not-after'))) ?? '',
  };
}
