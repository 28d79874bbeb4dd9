// Where scans are opened there is nothing to steal and nobody to call: asked from inside, in each real browser.
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAssistantPage } from '../../support/browser/assistant-pages.ts';
import type { BrowserName } from '../../support/browser/browser-name.ts';
import { type Office, openOffice } from '../../support/browser/office.ts';

describe.each<BrowserName>(['chromium', 'firefox'])('the decoder in %s', (browser) => {
  let office: Office;
  let page: Page;
  beforeAll(async () => {
    process.env.CLERK_BROWSER = browser;
    office = await openOffice();
    page = await openAssistantPage(office.clerk.browser, 'units.html');
  });
  afterAll(() => office?.close());

  test('begins without network, storage, other workers or extension APIs', async () => {
    const ready = await page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(data);
          new Worker('/decode-worker.js').postMessage(undefined, [port2]);
        }),
    );
    expect(ready).toEqual({ type: 'ready', powers: [] });
  });

  // Firefox has no sandbox pages.
  if (browser === 'chromium')
    test('lives in a page of an origin of its own, from which nothing leads out', async () => {
      await page.evaluate(() => {
        const frame = document.createElement('iframe');
        frame.src = '/decoder.html#test';
        document.body.append(frame);
        return new Promise((resolve) => frame.addEventListener('load', resolve));
      });
      const frame = page.frames().find((one) => one.url().includes('/decoder.html'));
      const found = await frame?.evaluate(async () => {
        const attempt = async (work: () => unknown) => {
          try {
            await work();
            return 'done';
          } catch {
            return 'refused';
          }
        };
        const { chrome } = globalThis as { chrome?: { runtime?: object; extension?: object } };
        return {
          origin: self.origin,
          apis: [typeof chrome?.runtime, typeof chrome?.extension],
          fetch: await attempt(() => fetch('http://os.ezca.org:8001/')),
          storage: await attempt(() => localStorage.length),
          parent: await attempt(() => window.parent.document.title),
          image: await attempt(
            () =>
              new Promise((resolve, reject) => {
                const image = new Image();
                image.onload = resolve;
                image.onerror = reject;
                image.src = 'http://os.ezca.org:8001/x.png';
              }),
          ),
        };
      });
      expect(found).toEqual({
        origin: 'null',
        apis: ['undefined', 'undefined'],
        fetch: 'refused',
        storage: 'refused',
        parent: 'refused',
        image: 'refused',
      });
    });
});
