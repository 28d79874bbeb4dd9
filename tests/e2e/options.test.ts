// The options page as clerk and administrator use it: language, reminder days, another city's site profile, and what is refused.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ElementHandle, Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { fillMessage, type Message } from '../../extension/base/fill-message.ts';
import english from '../../extension/public/_locales/en/messages.json' with { type: 'json' };
import chinese from '../../extension/public/_locales/zh_CN/messages.json' with { type: 'json' };
import { assistantUrl, openAssistantPage, reloadAssistantPage } from '../support/browser/assistant-pages.ts';
import {
  fillPage,
  find,
  press,
  readText,
  typeInto,
  waitForOperationWindow,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import { pressOwn } from '../support/browser/press-own.ts';
import { readOwnText } from '../support/browser/read-own.ts';
import { allowSites } from '../support/browser/site-access.ts';
import { makeSecondCity, type SecondCity, secondCityHosts, startSecondCity } from '../support/portal/second-city.ts';

let office: Office;
let city: SecondCity | undefined;
afterEach(async () => {
  await office.close();
  await city?.close();
  city = undefined;
});

async function openOptions(options: OfficeOptions = {}): Promise<Page> {
  office = await openOffice(options);
  const page = await openAssistantPage(office.clerk.browser, 'options.html');
  await page.waitForSelector('[data-testid="options-page"][data-view="ready"]');
  return page;
}

async function chooseFile(page: Page, text: string): Promise<void> {
  const file = join(office.scratch.folder, `profile-${Date.now()}.json`);
  writeFileSync(file, text);
  const input = (await page.$('[data-testid="profile-file"]')) as ElementHandle<HTMLInputElement> | null;
  await input?.uploadFile(file);
}

const quickPath = ':8001/easyca/netpay/quick/update.jsp';
const buttonText = (page: Page) =>
  page
    .waitForSelector('[data-shebao-assistant="renew-button"]', { timeout: 20_000 })
    .then(() => readOwnText(page, '[data-shebao-assistant="renew-button"]'));

test('another language holds at once on our pages, in the popup and on the site, until it is taken back', async () => {
  const page = await openOptions();
  expect(await page.title()).toContain('设置');
  await page.select('[data-testid="language"]', 'en');
  await page.waitForSelector('html[lang="en"]');
  await page.waitForSelector('[data-testid="options-page"][data-view="ready"]');
  expect(await page.title()).toBe('Settings – Certificate Assistant');
  expect(await lookAt(page, 'English')).toEqual([]);
  for (const path of ['units.html', 'popup.html', 'help.html', 'setup.html']) {
    const other = await openAssistantPage(office.clerk.browser, path);
    await other.waitForSelector('html[lang="en"] main');
    expect(await other.evaluate(() => document.title), path).toContain('Certificate Assistant');
    await other.close();
  }
  const { page: site } = office.clerk;
  await site.bringToFront();
  await site.goto(`http://os.ezca.org${quickPath}`);
  expect(await buttonText(site)).toContain(english.page_renew_button.message);
  await page.bringToFront();
  await page.select('[data-testid="language"]', 'auto');
  await page.waitForSelector('html[lang="zh-CN"]');
  await site.bringToFront();
  await site.goto(`http://os.ezca.org${quickPath}`);
  expect(await buttonText(site)).toContain(chinese.page_renew_button.message);
});

test.each([
  ['zh_CN', chinese],
  ['en', english],
] as const)('our own filling of messages is the browser’s, for every message (%s)', async (language, messages) => {
  const page = await openOptions({ browser: { language } });
  const values = fc.sample(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 9, maxLength: 9 }), 5);
  const asked = Object.keys(messages).flatMap((key) => values.map((texts) => [key, texts] as const));
  const theirs = await page.evaluate(
    (questions) => {
      const { i18n } = (
        globalThis as unknown as { chrome: { i18n: { getMessage(key: string, texts: string[]): string } } }
      ).chrome;
      return questions.map(([key, texts]) => i18n.getMessage(key, [...texts]));
    },
    asked as unknown as [string, string[]][],
  );
  const ours = asked.map(([key, texts]) => fillMessage((messages as Record<string, Message>)[key] as Message, texts));
  expect(ours).toEqual(theirs);
});

test('reminder days: kept, refused with a word at the field, and back to the site’s own', async () => {
  const page = await openOptions();
  await typeInto(page, 'reminder-days', '45，20、3');
  await press(page, 'save-reminder-days');
  await page.waitForFunction(() =>
    document.querySelector('[data-testid="options-message"]')?.textContent?.includes('已保存'),
  );
  await reloadAssistantPage(page);
  await find(page, 'reminder-days');
  expect(await page.$eval('[data-testid="reminder-days"]', (field) => (field as HTMLInputElement).value)).toBe(
    '45, 20, 3',
  );
  await typeInto(page, 'reminder-days', '400');
  await press(page, 'save-reminder-days');
  await find(page, 'reminder-days-error');
  expect(await lookAt(page, 'wrong days')).toEqual([]);
});

test('a wrong site profile is refused with the path of what is wrong, in words, and nothing changes', async () => {
  const page = await openOptions();
  const wrong = { ...makeSecondCity(), origins: ['http://rsj.chengdu.example/path'] };
  await chooseFile(page, JSON.stringify(wrong));
  await find(page, 'profile-refused');
  expect(await readText(page, 'wrong-path')).toBe('origins[0]');
  expect(await readText(page, 'profile-refused')).toContain('网站地址');
  expect(await lookAt(page, 'refused profile')).toEqual([]);
  await press(page, 'cancel-profile');
  const [first, ...others] = makeSecondCity().pages;
  const pages = [
    { ...first, variants: first?.variants.map((one) => ({ ...one, markers: [{ selector: 'a[[', count: 1 }] })) },
    ...others,
  ];
  await chooseFile(page, JSON.stringify({ ...makeSecondCity(), pages }));
  await find(page, 'profile-refused');
  expect(await readText(page, 'wrong-path')).toBe('pages[0].variants[0].markers[0].selector');
  expect(await page.$eval('[data-testid="current-profile"]', (one) => one.getAttribute('data-profile-id'))).toBe(
    'chongqing',
  );
});

/** What the frame of the check says first to the page around it, by the handshake of open-check-frame.ts. */
function askCheckFrame(page: Page): Promise<string> {
  return page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const frame = document.createElement('iframe');
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data.type);
        setTimeout(() => resolve('no answer'), 15_000);
        frame.src = `${url}#1-2-3-4`;
        frame.onload = () =>
          frame.contentWindow?.postMessage({ type: 'shebao-assistant-connect', channel: '1-2-3-4' }, '*', [port2]);
        document.body.append(frame);
      }),
    assistantUrl('material-check.html'),
  );
}

test('the profile of another city: looked at, allowed, in use up to the operation window, and given back', async () => {
  city = await startSecondCity();
  const page = await openOptions({ browser: { otherSites: city.sites } });
  city.leadTo(office.portal);
  const { clerk } = office;
  const address = `http://${secondCityHosts.platform}${quickPath}`;
  await clerk.page.bringToFront();
  await clerk.page.goto(address);
  await clerk.page.waitForSelector('input[type=button]');
  // Without the profile nothing of ours is there.
  expect(await clerk.page.$$('[data-shebao-assistant]')).toEqual([]);
  await page.bringToFront();
  await chooseFile(page, JSON.stringify(makeSecondCity()));
  await find(page, 'profile-preview');
  expect(await readText(page, 'profile-preview')).toContain('成都市社会保险网上经办平台');
  expect(await readText(page, 'comparison')).toContain(`http://${secondCityHosts.portal}`);
  expect(await lookAt(page, 'preview')).toEqual([]);
  await allowSites(clerk.browser, Object.values(secondCityHosts));
  await page.bringToFront();
  await press(page, 'confirm-profile');
  await page.waitForSelector('[data-testid="current-profile"][data-profile-id="chengdu"]', { timeout: 20_000 });
  expect(await lookAt(page, 'imported')).toEqual([]);
  await clerk.page.bringToFront();
  await clerk.page.goto(address);
  expect(await buttonText(clerk.page)).toContain(chinese.page_renew_button.message);
  // So do its controls, on its origins and on no other.
  office.portal.showPage(
    'controls',
    '<!doctype html><title>t</title><script>document.title = typeof ActiveXObject</script>',
  );
  const controlPage = `${secondCityHosts.platform}:8001/easyca/ocx/page/controls`;
  await clerk.page.goto(`http://${controlPage}`);
  expect(await clerk.page.title()).toBe('function');
  await clerk.page.goto(`http://${controlPage.replace(':8001', ':8002')}`).catch(() => undefined);
  expect(await clerk.page.evaluate(() => typeof (window as { ActiveXObject?: unknown }).ActiveXObject)).toBe(
    'undefined',
  );
  await clerk.page.goto(address);
  // The check of scans stands in that city's pages, too, and answers them.
  expect(await askCheckFrame(clerk.page)).toBe('ready');
  await fillPage(clerk.page.mainFrame(), '李华', '13800000000');
  await pressOwn(clerk.page, '[data-shebao-assistant="renew-button"]');
  const window = await waitForOperationWindow(clerk.browser);
  await waitForScreen(window, 'form');
  expect(await readText(window, 'site-name')).toContain('成都市社会保险网上经办平台');
  await window.close();
  await page.bringToFront();
  await press(page, 'restore-profile');
  await page.waitForSelector('[data-testid="current-profile"][data-profile-id="chongqing"]');
  await clerk.page.bringToFront();
  await clerk.page.goto(address);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await clerk.page.$$('[data-shebao-assistant]')).toEqual([]);
});
