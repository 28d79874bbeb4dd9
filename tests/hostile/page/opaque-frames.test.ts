// A frame with the site's address or the site's page in it, and without the site's origin: nobody's, so none of ours appears in it.
import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BrowserName } from '../../support/browser/browser-name.ts';
import { type Office, openOffice } from '../../support/browser/office.ts';

const button = '[data-shebao-assistant="renew-button"]';
const quickPage = 'http://os.ezca.org:8001/easyca/netpay/quick/update.jsp';

describe.each<BrowserName>(['chromium', 'firefox'])('in %s a page', (browser) => {
  let office: Office;
  let page: Page;
  beforeAll(async () => {
    process.env.CLERK_BROWSER = browser;
    office = await openOffice({ token: {}, variant: 'gbk' });
    ({ page } = office.clerk);
    await page.goto(quickPage);
    await page.waitForSelector(button);
  });
  afterAll(() => office?.close());

  test('gets no button in a frame that has the site’s address and not its origin', async () => {
    await page.bringToFront();
    await page.goto(quickPage);
    await page.evaluate((address) => {
      const add = (name: string, attributes: Record<string, string>) => {
        const frame = document.createElement('iframe');
        for (const [key, value] of Object.entries({ name, width: '900', height: '700', ...attributes }))
          frame.setAttribute(key, value);
        document.body.append(frame);
      };
      const bare = document.documentElement.cloneNode(true) as HTMLElement;
      for (const own of bare.querySelectorAll('[data-shebao-assistant]')) own.remove();
      add('sandboxed', { sandbox: 'allow-scripts allow-forms', src: address });
      add('written', { sandbox: 'allow-scripts', srcdoc: bare.outerHTML });
      // The last: when its button is there, the others had their time.
      setTimeout(() => add('honest', { src: address }), 500);
    }, quickPage);
    const findFrame = async (name: string): Promise<Frame> => {
      const handle = await page.waitForSelector(`iframe[name="${name}"]`);
      const frame = await handle?.contentFrame();
      if (!frame) throw new Error(`no frame ${name}`);
      return frame;
    };
    await (await findFrame('honest')).waitForSelector(button, { timeout: 20_000 });
    for (const name of ['sandboxed', 'written']) {
      const frame = await findFrame(name);
      expect(await frame.evaluate(() => document.body.textContent?.includes('更新证书'))).toBe(true);
      expect(await frame.evaluate((selector) => document.querySelector(selector) === null, button), name).toBe(true);
    }
  });
});
