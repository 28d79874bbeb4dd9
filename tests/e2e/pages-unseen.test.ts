// In a real browser, with its layout, charsets, frames and scripts: our button on looks that nobody prepared us for, nothing on other pages.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bureauOrigin, platformOrigin } from '../portal/sites/site-urls.ts';
import { type Office, openOffice } from '../support/browser/office.ts';

const count = 40;
/** Coprime to the number of layouts: all of them come. */
const step = 7;
const own = '[data-shebao-assistant]';
const runButton = '[data-shebao-assistant="renew-button"]';
const readNumber = (frame: Frame) => Number(/\d+$/.exec(frame.url())?.[0]);

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function openWall(page: Page, query: string): Promise<void> {
  await page.goto(`${bureauOrigin}/looks/wall?${query}`, { waitUntil: 'load', timeout: 60_000 });
}

async function holds(frame: Frame, selector: string): Promise<boolean> {
  // A frame may go away while we ask.
  return (await frame.$(selector).catch(() => null)) !== null;
}

/** Numbers of the looks on whose form our button stands, in whatever depth. */
async function listFound(page: Page): Promise<number[]> {
  const found = await Promise.all(
    page.frames().map(async (frame) => ((await holds(frame, runButton)) ? [readNumber(frame)] : [])),
  );
  return found.flat();
}

/** Waits until each of these looks has had our button. @returns those that had not */
async function awaitFound(page: Page, wanted: readonly number[], timeout: number): Promise<number[]> {
  // Some pages throw our button out every two seconds: each has to have had it, not all at the same moment.
  const found = new Set<number>();
  const watched = new Set<Frame>();
  const readMissing = () => {
    for (const frame of page.frames().filter((one) => !watched.has(one))) {
      watched.add(frame);
      // By an observer in the frame: between two looks from outside the button may have come and gone.
      void frame.waitForSelector(runButton, { timeout }).then(
        () => found.add(readNumber(frame)),
        () => undefined,
      );
    }
    return wanted.filter((seed) => !found.has(seed));
  };
  const endsAt = Date.now() + timeout;
  while (readMissing().length > 0 && Date.now() < endsAt) await sleep(300);
  return readMissing();
}

test(`finds ${count} looks, drawn late, redrawn and in frames as they are`, async () => {
  const { page } = office.clerk;
  await openWall(page, `kind=look&count=${count}&step=${step}`);
  const wanted = Array.from({ length: count }, (_, index) => index * step);
  // Of a hundred frames at once puppeteer loses one now and then, which answers to nothing: such a look is opened alone.
  for (const seed of await awaitFound(page, wanted, 15_000)) {
    await page.goto(`${platformOrigin}/looks/look/${seed}`);
    expect(await awaitFound(page, [seed], 20_000), 'alone').toEqual([]);
  }
});

test(`leaves ${count} other pages as they were, byte for byte`, async () => {
  const { page } = office.clerk;
  await openWall(page, `kind=other&count=${count}&step=${step}`);
  const others = page.frames().filter((frame) => frame.url().includes('/looks/other/'));
  expect(others).toHaveLength(count);
  // Once a page that came later has been found, these have been looked at.
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<iframe src="http://os.ezca.org:8001/looks/form/0" width="900" height="420"></iframe>',
    );
  });
  await expect.poll(() => listFound(page), { timeout: 60_000 }).toEqual([0]);
  for (const frame of others) {
    const state = await frame.evaluate((selector) => {
      const { before } = globalThis as unknown as { before: string };
      return { isSame: document.documentElement.outerHTML === before, own: document.querySelectorAll(selector).length };
    }, own);
    expect(state, frame.url()).toEqual({ isSame: true, own: 0 });
  }
});

test('in a form that web components draw late, our button counts a click', async () => {
  const { page } = office.clerk;
  await page.goto(`${platformOrigin}/looks/other/0`, { waitUntil: 'load' });
  await page.evaluate(() => {
    document.body.innerHTML = '<h2>证书更新</h2><cert-form></cert-form>';
    const shadow = (document.querySelector('cert-form') as Element).attachShadow({ mode: 'open' });
    shadow.innerHTML = '<button>返回</button>';
    setTimeout(() => {
      shadow.innerHTML =
        '<style>p { margin: 30px }</style><p>经办人姓名<input></p><p>电话<input></p><p>PIN码<input type="password"><button>验证</button></p><p><button>更新证书</button></p>';
    }, 700);
  });
  // Only where the guard of clicks sees it uncovered in its place.
  await page.waitForSelector(`cert-form >>> ${runButton}[data-shebao-ready]`, { timeout: 20_000 });
});
