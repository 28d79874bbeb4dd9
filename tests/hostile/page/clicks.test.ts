// A page that wants the clerk's click for itself: each row is an attack on our button, in each real browser. None opens our window.
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BrowserName } from '../../support/browser/browser-name.ts';
import { listPages } from '../../support/browser/find-page.ts';
import { type Office, openOffice } from '../../support/browser/office.ts';
import { pressOwn, waitUntilReady } from '../../support/browser/press-own.ts';

const button = '[data-shebao-assistant="renew-button"]';
const quickPage = 'http://os.ezca.org:8001/easyca/netpay/quick/update.jsp';

/** Runs in the page, with our host element's selector, before the click. */
type Attack = (selector: string) => void;

const style = (declarations: string, on: 'host' | 'parent' = 'host'): Attack =>
  new Function(
    'selector',
    `const host = document.querySelector(selector);
     const target = ${JSON.stringify(on)} === 'parent' ? host.parentElement : host;
     target.setAttribute('style', (target.getAttribute('style') ?? '') + ';' + ${JSON.stringify(declarations)});`,
  ) as Attack;

const attacks: readonly (readonly [string, Attack])[] = [
  ['makes the button transparent', style('opacity: 0 !important')],
  ['makes it almost transparent', style('opacity: 0.05 !important')],
  ['makes what is around it transparent', style('opacity: 0 !important', 'parent')],
  ['filters it away', style('filter: opacity(0) !important')],
  ['filters what is around it', style('filter: brightness(100) !important', 'parent')],
  ['clips it', style('clip-path: inset(45%) !important')],
  ['masks it', style('mask-image: linear-gradient(transparent, transparent) !important')],
  ['enlarges it over the page', style('transform: scale(40) !important')],
  ['enlarges it by zoom', style('zoom: 30 !important')],
  ['turns it', style('transform: rotateX(89deg) !important')],
  [
    'makes it a wide sheet',
    style('--width: 3000px; --height: 2000px; position: fixed !important; inset: 0 !important'),
  ],
  ['blends it into the page', style('mix-blend-mode: multiply !important')],
  [
    'lays a picture over it that lets clicks through',
    () => {
      const cover = document.createElement('div');
      cover.setAttribute(
        'style',
        'position:fixed;inset:0;z-index:2147483647;background:#fff;pointer-events:none;font-size:40px',
      );
      cover.textContent = '恭喜中奖，点击领取';
      document.body.append(cover);
    },
  ],
  [
    'lays a layer over it',
    () => {
      const cover = document.createElement('div');
      cover.setAttribute('style', 'position:fixed;inset:0;z-index:2147483647;background:#eee');
      document.body.append(cover);
    },
  ],
  [
    'takes its layer away under the finger',
    () => {
      const cover = document.createElement('div');
      cover.setAttribute('style', 'position:fixed;inset:0;z-index:2147483647;background:#eee');
      document.body.append(cover);
      cover.addEventListener('pointermove', () => cover.remove());
      cover.addEventListener('pointerdown', () => cover.remove());
    },
  ],
  [
    'pushes it under the pointer at the last moment',
    (selector) => {
      const host = document.querySelector<HTMLElement>(selector);
      if (!host) return;
      host.style.position = 'fixed';
      host.style.top = '5px';
      addEventListener(
        'pointermove',
        ({ clientX, clientY }) => {
          host.style.left = `${clientX - 20}px`;
          host.style.top = `${clientY - 10}px`;
        },
        { once: true },
      );
    },
  ],
  [
    'shows it at the last moment only',
    (selector) => {
      const host = document.querySelector<HTMLElement>(selector);
      if (!host) return;
      host.style.setProperty('visibility', 'hidden', 'important');
      addEventListener('pointermove', () => host.style.setProperty('visibility', 'visible', 'important'), {
        once: true,
      });
    },
  ],
  [
    'puts it into a dialog of glass',
    (selector) => {
      const host = document.querySelector<HTMLElement>(selector);
      const glass = document.createElement('div');
      glass.setAttribute('style', 'opacity:0.02;position:fixed;top:100px;left:100px');
      document.body.append(glass);
      if (host) glass.append(host);
    },
  ],
];

const scripts: readonly (readonly [string, Attack])[] = [
  ['calls click()', (selector) => document.querySelector<HTMLElement>(selector)?.click()],
  [
    'sends mouse events',
    (selector) => {
      const host = document.querySelector(selector);
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
        host?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
    },
  ],
  [
    'replaces what every script is given to click with',
    (selector) => {
      Object.defineProperty(Event.prototype, 'isTrusted', { get: () => true });
      const host = document.querySelector<HTMLElement>(selector);
      host?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      host?.click();
    },
  ],
  [
    'looks for a root to reach into',
    (selector) => {
      const host = document.querySelector<HTMLElement>(selector);
      (host?.shadowRoot?.querySelector('button') ?? host)?.click();
    },
  ],
];

describe.each<BrowserName>(['chromium', 'firefox'])('in %s a page that', (browser) => {
  let office: Office;
  let page: Page;
  beforeAll(async () => {
    process.env.CLERK_BROWSER = browser;
    office = await openOffice({ token: {}, variant: 'gbk' });
    ({ page } = office.clerk);
  });
  afterAll(() => office?.close());

  /** Where the button stood: the clerk's hand is on its way there. */
  async function aim(): Promise<{ x: number; y: number }> {
    await page.bringToFront();
    await page.goto(quickPage);
    const box = await (await waitUntilReady(page, button)).boundingBox();
    if (!box) throw new Error('the button has no place');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Time for a window to open, were there one: an honest click's is there sooner (see the last row). */
  async function expectNoWindow(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, browser === 'firefox' ? 700 : 250));
    expect(await listPages(office.clerk.browser, '/operation.html')).toEqual([]);
  }

  test.each(attacks)('%s', async (_, attack) => {
    const { x, y } = await aim();
    await page.evaluate(attack, button);
    // A clerk's hand takes longer than the guard's next look; here that is waited for.
    await page.waitForFunction(
      (selector) => !document.querySelector(selector)?.hasAttribute('data-shebao-ready'),
      { timeout: 5_000 },
      button,
    );
    await page.mouse.move(x + 3, y + 2);
    await page.mouse.click(x, y);
    await expectNoWindow();
  });

  test.each(scripts)('%s', async (_, attack) => {
    await aim();
    await page.evaluate(attack, button);
    await expectNoWindow();
  });

  test('leaves the button alone opens one window by one click', async () => {
    await page.bringToFront();
    await page.goto(quickPage);
    await pressOwn(page, button);
    await expect.poll(async () => (await listPages(office.clerk.browser, '/operation.html')).length).toBe(1);
  });
});
