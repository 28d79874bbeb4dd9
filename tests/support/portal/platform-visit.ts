// What a clerk does on the self-service platform: logs in, opens 订单查询, presses our buttons there.
import type { Browser, Frame, Page } from 'puppeteer';
import type { Portal } from '../../portal/start-portal.ts';
import { waitForOperationWindow } from '../browser/clerk.ts';
import { pressOwn } from '../browser/press-own.ts';

const waitMs = 20_000;
const platformUrl = 'http://os.ezca.org:8001/easyca/netpay/';

export interface Account {
  readonly phone: string;
  readonly password: string;
}

export const exampleAccount: Account = { phone: '13800000000', password: 'shebao2026' };

/** Logs in on the page, captcha and all, in either look. The account must exist. */
export async function logIn(page: Page, portal: Portal, { phone, password }: Account = exampleAccount): Promise<void> {
  await page.goto(platformUrl);
  // The captcha is drawn when its picture is asked for.
  await page.waitForFunction(
    () => [...document.images].some((image) => /imgCode|captcha/.test(image.id + image.className) && image.complete),
    { timeout: waitMs },
  );
  await page.type('[name=phone], [name=mobile]', phone);
  await page.type('[name=password], [name=pwd]', password);
  await page.type('[name=captcha], [name=verifyCode]', portal.readCaptcha() ?? '');
  await Promise.all([
    page.waitForNavigation({ timeout: waitMs }),
    page.click('input.btn[type=submit], button.btn-login'),
  ]);
}

/** A page of the platform, below its root. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(platformUrl + path);
}

async function openByButton(browser: Browser, frame: Frame | Page, selector: string): Promise<Page> {
  await pressOwn(frame, selector);
  return waitForOperationWindow(browser);
}

/** From 订单查询: presses our button in the order's row. @returns the operation window */
export async function openFromOrderList(browser: Browser, page: Page, orderNumber: string): Promise<Page> {
  await visit(page, 'order/list.jsp');
  return openByButton(browser, page, `[data-shebao-assistant="order-button"][data-order-number="${orderNumber}"]`);
}

/** From the page behind 「下载」: presses our button in the dead one's place. @returns the operation window */
export async function openFromDownloadPage(browser: Browser, page: Page, orderNumber: string): Promise<Page> {
  await visit(page, `order/download.jsp?orderNo=${orderNumber}`);
  return openByButton(browser, page, '[data-shebao-assistant="renew-button"]');
}
