// Orders followed: learned from 订单查询, asked for in the background, told by badge and popup; each state looked at with axe.
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { openAssistantPage } from '../support/browser/assistant-pages.ts';
import {
  find,
  press,
  readText,
  typeInto,
  verifyPin,
  waitForOperationWindow,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { readAddress } from '../support/browser/find-page.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import { pressOwn } from '../support/browser/press-own.ts';
import { exampleAccount, logIn, openFromOrderList, visit } from '../support/portal/platform-visit.ts';
import { exampleUnit } from '../support/portal/units.ts';

/** What these tests ask of the browser inside a page of ours. */
declare const chrome: {
  action: { getBadgeText(details: object): Promise<string> };
  alarms: { getAll(): Promise<{ name: string }[]> };
};

let office: Office;
afterEach(() => office.close());

const { phone } = exampleAccount;

async function openLoggedIn(options: OfficeOptions = {}): Promise<void> {
  office = await openOffice(options);
  await office.portal.createAccount(exampleAccount);
  await logIn(office.clerk.page, office.portal);
}

async function place(kind: 'change' | 'new' | 'reissue'): Promise<string> {
  const { portal, token } = office;
  const chip = kind === 'change' ? { chipNumber: token.chipNumber } : {};
  const unit = { ...exampleUnit, address: '重庆市渝北区金开大道160号' };
  return (await portal.placeOrder({ phone, kind, unit, ...chip })).orderNo;
}

async function openPopup(): Promise<Page> {
  const popup = await openAssistantPage(office.clerk.browser, 'popup.html');
  await popup.waitForSelector('[data-testid="popup"][data-state="ready"]');
  return popup;
}

/** The popup has this page's book from storage; the badge is the worker's. */
const readBadge = (popup: Page) => popup.evaluate(() => chrome.action.getBadgeText({}));

async function waitForStage(popup: Page, orderNo: string, stage: string): Promise<string> {
  const item = await popup.waitForSelector(`[data-order-number="${orderNo}"][data-stage="${stage}"]`, {
    timeout: 20_000,
  });
  return (await item?.evaluate((element) => element.textContent)) ?? '';
}

test.each(['gbk', 'frames'] as const)('a review is followed to its end and on, %s', async (variant) => {
  await openLoggedIn({ variant });
  const { portal, clerk } = office;
  const changed = await place('change');
  const replaced = await place('reissue');
  await visit(clerk.page, 'order/list.jsp');
  const popup = await openPopup();
  await waitForStage(popup, changed, 'reviewing');
  const reason = '公章不清晰，请重新盖章';
  await portal.review(changed, { decision: 'reject', reasons: { sealSample: reason } });
  await portal.review(replaced, { decision: 'approve' });
  await press(popup, 'poll-now');
  expect(await waitForStage(popup, changed, 'rejected')).toContain(`签章取样表：${reason}`);
  expect(await waitForStage(popup, replaced, 'approved')).toContain('等待制作U盾');
  await expect.poll(() => readBadge(popup)).toBe('1');
  await portal.review(replaced, { decision: 'make' });
  await portal.review(replaced, { decision: 'post', trackingNumber: '1234567890123' });
  await press(popup, 'poll-now');
  expect(await waitForStage(popup, replaced, 'posted')).toContain('1234567890123');
});

test('logged out: says so, asks no more, and goes on when the clerk is back', async () => {
  await openLoggedIn();
  const { portal, clerk } = office;
  const orderNo = await place('change');
  await visit(clerk.page, 'order/list.jsp');
  const popup = await openPopup();
  await waitForStage(popup, orderNo, 'reviewing');
  await portal.expireSessions(phone);
  await press(popup, 'poll-now');
  expect(await readText(popup, 'popup-logged-out')).toContain('请登录');
  const countPolls = () =>
    popup.evaluate(async () => (await chrome.alarms.getAll()).filter(({ name }) => name === 'poll-orders').length);
  expect(await countPolls()).toBe(0);
  await clerk.page.bringToFront();
  await logIn(clerk.page, portal);
  await popup.bringToFront();
  await popup.waitForSelector('[data-testid="popup-logged-out"]', { hidden: true, timeout: 20_000 });
  await expect.poll(countPolls).toBe(1);
});

test.each(['zh_CN', 'en'] as const)('states of a change and of the popup under axe, %s', async (language) => {
  await openLoggedIn({ browser: { language } });
  const { portal, clerk, token } = office;
  const empty = await openPopup();
  const faults = await lookAt(empty, 'popup, empty');
  await empty.close();
  const orderNo = await place('change');
  const rejected = await place('new');
  await portal.review(orderNo, { decision: 'approve', hasEncryption: true });
  await portal.review(rejected, { decision: 'reject', reasons: { agentId: '缺反面' } });
  const window = await openFromOrderList(clerk.browser, clerk.page, orderNo);
  await waitForScreen(window, 'form');
  await typeInto(window, 'agent-name', '李华');
  await typeInto(window, 'agent-phone', '13800000000');
  await verifyPin(window, token.pin);
  faults.push(...(await lookAt(window, 'verified')));
  await press(window, 'run-button');
  await waitForScreen(window, 'comparing');
  faults.push(...(await lookAt(window, 'comparing')));
  await press(window, 'decline-change-button');
  await waitForScreen(window, 'declined');
  faults.push(...(await lookAt(window, 'declined')));
  await press(window, 'compare-again-button');
  await waitForScreen(window, 'form');
  await verifyPin(window, token.pin);
  await press(window, 'run-button');
  await waitForScreen(window, 'comparing');
  await press(window, 'confirm-change-button');
  await waitForScreen(window, 'done');
  await find(window, 'partly-done');
  faults.push(...(await lookAt(window, 'partly done')));
  const popup = await openPopup();
  await waitForStage(popup, rejected, 'rejected');
  faults.push(...(await lookAt(popup, 'popup, orders')));
  await portal.expireSessions(phone);
  await press(popup, 'poll-now');
  await find(popup, 'popup-logged-out');
  faults.push(...(await lookAt(popup, 'popup, logged out')));
  expect(faults).toEqual([]);
});

test('no order on the quick channel: one click leads to the platform’s 证书更新', async () => {
  await openLoggedIn();
  const { clerk, token } = office;
  const quick = await clerk.browser.newPage();
  quick.on('dialog', (dialog) => void dialog.accept());
  await quick.goto('http://os.ezca.org:8001/easyca/netpay/quick/renew.jsp');
  await pressOwn(quick, '[data-shebao-assistant="renew-button"]');
  const window = await waitForOperationWindow(clerk.browser);
  await waitForScreen(window, 'form');
  await typeInto(window, 'agent-name', '李华');
  await typeInto(window, 'agent-phone', '13800000000');
  await verifyPin(window, token.pin);
  await press(window, 'run-button');
  await waitForScreen(window, 'done');
  // The order is done with: there is none for this U盾 now.
  await press(window, 'another-button');
  await waitForScreen(window, 'form');
  await typeInto(window, 'pin', token.pin);
  await press(window, 'verify-button');
  expect(await find(window, 'error-card')).not.toBeNull();
  await press(window, 'way-on-button');
  // Where 证书更新 stands on the platform nobody has told us: its first address is what the manual names.
  const readAddresses = async () => Promise.all((await clerk.browser.pages()).map(readAddress));
  await expect.poll(readAddresses, { timeout: 20_000 }).toContain('http://os.ezca.org:8001/easyca/netpay/');
});
