// Reminders and the popup with real tokens: remembered once, told of by badge, notification and popup, with and without a host.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import type { Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { openAssistantPage, reloadAssistantPage } from '../support/browser/assistant-pages.ts';
import { readBrowserName } from '../support/browser/browser-name.ts';
import {
  find,
  goToOperationWindow,
  press,
  readText,
  runRenewal,
  verifyPin,
  waitForOperationWindow,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { waitForPage } from '../support/browser/find-page.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { readReminders, seedReminders } from '../support/browser/seed-reminders.ts';

/** What these tests ask of the browser inside a page of ours. */
declare const chrome: {
  action: { getBadgeText(details: object): Promise<string>; getTitle(details: object): Promise<string> };
  alarms: { getAll(): Promise<{ name: string }[]>; clearAll(): Promise<boolean> };
  notifications: { getAll(): Promise<object>; clear(id: string): Promise<boolean> };
  storage: {
    local: {
      set(items: object): Promise<void>;
    };
  };
};

const dayMs = 86_400_000;
let office: Office;
afterEach(() => office.close());

async function openPopup(): Promise<Page> {
  const popup = await openAssistantPage(office.clerk.browser, 'popup.html');
  await popup.waitForSelector('[data-testid="popup"][data-state="ready"]');
  return popup;
}

const waitForLook = (popup: Page, state: 'seen' | 'failed') =>
  popup.waitForSelector(`[data-testid="token-line"][data-state="${state}"]`, { timeout: 30_000 });
const readBadge = (popup: Page) => popup.evaluate(() => chrome.action.getBadgeText({}));
const readTitle = (popup: Page) => popup.evaluate(() => chrome.action.getTitle({}));
const listNotifications = async (popup: Page) =>
  Object.keys(await popup.evaluate(() => chrome.notifications.getAll())).filter((id) => id.startsWith('reminder-'));

/** No test can open the icon's menu: the background is told what the browser would tell it. */
async function chooseInMenu(id: string): Promise<void> {
  const { browser } = office.clerk;
  const worker = await (await browser.waitForTarget((one) => one.type() === 'service_worker')).worker();
  await worker?.evaluate(`chrome.contextMenus.onClicked.dispatch({ menuItemId: '${id}' }, undefined)`);
  const window = await waitForOperationWindow(browser);
  await waitForScreen(window, 'form');
  expect(await window.$eval('body', (body) => body.textContent)).toContain(office.token.chipNumber);
  await window.close();
}

test('a token seen once is remembered, told of once, and shown without it and without a host', async () => {
  office = await openOffice({ token: { daysLeft: 12 } });
  const popup = await openPopup();
  await waitForLook(popup, 'seen');
  expect(await readText(popup, 'expiry')).toBe('还有 12 天到期');
  expect(await readText(popup, 'plugged')).toBe('已插入');
  expect(await readText(popup, 'certificate-facts')).toContain(office.token.chipNumber);
  await expect.poll(() => readBadge(popup)).toBe('12天');
  expect(await readTitle(popup)).toContain('还有 12 天到期');
  // The icon's menu: a browser tells of an item only whether it can be changed.
  const hash = await popup.$eval('[data-testid="certificate"]', (one) => one.getAttribute('data-hash'));
  const isInMenu = (id: string) =>
    popup.evaluate(`(globalThis.browser ?? chrome).contextMenus.update('${id}', {}).then(() => true, () => false)`);
  await expect.poll(() => isInMenu(`renew-${hash}`)).toBe(true);
  expect(await isInMenu('renew-nobody')).toBe(false);
  if (readBrowserName() === 'chromium') await chooseInMenu(`renew-${hash}`);
  // Before eight in the morning nobody is told yet.
  const count = new Date().getHours() >= 8 ? 1 : 0;
  const { certificates } = await readReminders(popup);
  expect(certificates.filter(({ memo }) => memo.toldOn)).toHaveLength(count);
  // A Firefox without a screen has nowhere to show a notification and forgets it at once.
  if (readBrowserName() === 'chromium')
    await expect.poll(async () => (await listNotifications(popup)).length).toBe(count);
  for (const id of await listNotifications(popup)) await popup.evaluate((one) => chrome.notifications.clear(one), id);
  chmodSync(join(office.scratch.folder, 'native-host.sh'), 0o644);
  await reloadAssistantPage(popup);
  expect(await readText(popup, 'expiry')).toBe('还有 12 天到期');
  await waitForLook(popup, 'failed');
  expect(await find(popup, 'open-setup-for-error')).not.toBeNull();
  expect(await readText(popup, 'expiry')).toBe('还有 12 天到期');
  expect(await popup.$('[data-testid="plugged"]')).toBeNull();
  expect(await listNotifications(popup)).toEqual([]);
});

test('the clerk’s answers hold, and can be taken back', async () => {
  office = await openOffice({ token: { daysLeft: -3 } });
  const popup = await openPopup();
  await waitForLook(popup, 'seen');
  await expect.poll(() => readBadge(popup)).toBe('过期');
  expect(await readText(popup, 'expiry')).toBe('已过期 3 天');
  await press(popup, 'snooze');
  await find(popup, 'snoozed');
  await press(popup, 'undo-snooze');
  await find(popup, 'snooze');
  await press(popup, 'mute');
  await expect.poll(() => readBadge(popup)).toBe('');
  // Seen again it stays silent.
  await reloadAssistantPage(popup);
  await waitForLook(popup, 'seen');
  expect(await popup.$('[data-testid="certificate"]')).toBeNull();
  await (await find(popup, 'muted'))?.evaluate((element) => element.setAttribute('open', ''));
  await press(popup, 'unmute');
  await expect.poll(() => readBadge(popup)).toBe('过期');
  await press(popup, 'go-renew');
  await waitForScreen(await waitForPage(office.clerk.browser, '/operation.html'), 'form');
});

test('a renewed certificate is spoken of no more', async () => {
  office = await openOffice({ token: { daysLeft: 5 } });
  const { clerk, token } = office;
  const popup = await openPopup();
  await waitForLook(popup, 'seen');
  await expect.poll(() => readBadge(popup)).toBe('5天');
  await clerk.page.bringToFront();
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'form');
  await verifyPin(window, token.pin);
  const { certificateHash } = await runRenewal(window);
  await popup.waitForSelector(`[data-testid="certificate"][data-hash="${certificateHash}"]`, { timeout: 20_000 });
  expect(await popup.$$eval('[data-testid="certificate"]', (list) => list.length)).toBe(1);
  expect(await readText(popup, 'certificate-next')).toContain('起可以更新');
  await expect.poll(() => readBadge(popup)).toBe('');
  expect(await listNotifications(popup)).toEqual([]);
  expect(JSON.stringify(await readReminders(popup))).not.toContain(token.pin);
});

test('a wrong clock is said, and settled by the portal’s own', async () => {
  office = await openOffice({ token: { daysLeft: 12 } });
  const popup = await openPopup();
  await waitForLook(popup, 'seen');
  const latestAt = new Date(Date.now() + 90 * dayMs).toISOString();
  await seedReminders(popup, [{ unitName: '重庆山城机械制造有限公司', daysLeft: -2 }], { latestAt, portal: null });
  await find(popup, 'clock-banner');
  expect(await readText(popup, 'expiry')).toBe('请先核对电脑日期');
  await press(popup, 'check-clock');
  await popup.waitForSelector('[data-testid="clock-banner"]', { hidden: true, timeout: 20_000 });
  expect(await readText(popup, 'expiry')).toBe('已过期 2 天');
  await expect.poll(() => readBadge(popup)).toBe('过期');
});

test('the calendar is saved, and read by another program', async () => {
  office = await openOffice({ token: { daysLeft: 100 } });
  const popup = await openPopup();
  await find(popup, 'certificate');
  await popup.evaluate(() => {
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      void (blob as Blob).text().then((text) => document.body.setAttribute('data-saved', text));
      return create(blob);
    };
  });
  await press(popup, 'save-calendar');
  await popup.waitForSelector('body[data-saved]');
  const text = await popup.evaluate(() => document.body.getAttribute('data-saved') ?? '');
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  expect(events).toHaveLength(7);
  expect(events.map((event) => event.getFirstPropertyValue('summary'))).toContain(
    '社保证书还有 90 天到期：重庆山城机械制造有限公司',
  );
});

test('days and language that were set hold for badge and popup at once', async () => {
  office = await openOffice({ token: { daysLeft: 60 } });
  const popup = await openPopup();
  await waitForLook(popup, 'seen');
  await expect.poll(() => readBadge(popup)).toBe('60天');
  const set = (settings: object) => popup.evaluate((one) => chrome.storage.local.set({ settings: one }), settings);
  await set({ reminderDays: [30] });
  await expect.poll(() => readBadge(popup)).toBe('');
  await set({ reminderDays: [100], language: 'en' });
  await expect.poll(() => readBadge(popup)).toBe('60d');
  await reloadAssistantPage(popup);
  expect(await readText(popup, 'expiry')).toBe('Expires in 60 days');
});

test('200 certificates: few stand in the document, and are found as fast as one types', async () => {
  office = await openOffice();
  const popup = await openPopup();
  await waitForLook(popup, 'seen');
  const many = Array.from({ length: 200 }, (_, index) => ({
    unitName: `重庆第${index}制造有限公司`,
    daysLeft: 1 + index,
  }));
  await seedReminders(popup, many);
  await find(popup, 'show-more');
  expect(await popup.$$eval('*', (elements) => elements.length)).toBeLessThan(500);
  const box = await find(popup, 'search');
  await box?.type('第199制造');
  await popup.waitForFunction(() => document.querySelectorAll('[data-testid="unit"]').length === 1);
  expect(await readText(popup, 'unit')).toContain('重庆第199制造有限公司');
});

test.each(['zh_CN', 'en'] as const)('states of the popup under axe, %s', async (language) => {
  office = await openOffice({ token: { daysLeft: 20 }, browser: { language, hostManifest: false } });
  const popup = await openPopup();
  await waitForLook(popup, 'failed');
  const faults = await lookAt(popup, 'no host, nothing known');
  await seedReminders(popup, [
    { unitName: '重庆两江新区宏远信息技术服务有限责任公司第二分公司', daysLeft: -3 },
    { unitName: '渝北区某某餐饮店', daysLeft: 5 },
    { unitName: '重庆南岸建材有限公司', daysLeft: 200 },
    { unitName: '重庆南岸建材有限公司', daysLeft: 25 },
    { unitName: '重庆江北旧公司', daysLeft: -400 },
    { unitName: '不再提醒的公司', daysLeft: 20, memo: { isMuted: true } },
  ]);
  await find(popup, 'unit');
  await (await find(popup, 'muted'))?.evaluate((element) => element.setAttribute('open', ''));
  faults.push(...(await lookAt(popup, 'some')));
  await seedReminders(popup, [{ unitName: '渝北区某某餐饮店', daysLeft: 5 }], {
    latestAt: new Date(Date.now() + 90 * dayMs).toISOString(),
    portal: null,
  });
  await find(popup, 'clock-banner');
  faults.push(...(await lookAt(popup, 'clock in doubt')));
  office.clerk.installHost();
  await reloadAssistantPage(popup);
  await waitForLook(popup, 'seen');
  faults.push(...(await lookAt(popup, 'plugged in')));
  expect(faults).toEqual([]);
});

test.runIf(readBrowserName() === 'chromium')(
  'the real popup is 380 px wide and needs no sideways scrolling',
  async () => {
    office = await openOffice({ token: { daysLeft: 12 } });
    const { browser } = office.clerk;
    const target = await browser.waitForTarget((one) => one.type() === 'service_worker');
    const worker = await target.worker();
    const opened = browser.waitForTarget((one) => one.url().endsWith('/popup.html'));
    await worker?.evaluate('chrome.action.openPopup()');
    const popup = await (await opened).asPage();
    await waitForLook(popup, 'seen');
    expect(await popup.evaluate(() => document.body.getBoundingClientRect().width)).toBe(380);
    expect(
      await popup.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
  },
);

test.runIf(readBrowserName() === 'chromium')(
  'a worker that starts again makes its alarm anew and tells nobody twice',
  async () => {
    office = await openOffice({ token: { daysLeft: 12 } });
    const popup = await openPopup();
    await waitForLook(popup, 'seen');
    await expect.poll(() => readBadge(popup)).toBe('12天');
    for (const id of await listNotifications(popup)) await popup.evaluate((one) => chrome.notifications.clear(one), id);
    const target = await office.clerk.browser.waitForTarget((one) => one.type() === 'service_worker');
    await (await target.worker())?.close();
    await popup.evaluate(() => chrome.alarms.clearAll());
    await reloadAssistantPage(popup);
    await waitForLook(popup, 'seen');
    const listAlarms = async () => (await popup.evaluate(() => chrome.alarms.getAll())).map(({ name }) => name);
    await expect.poll(listAlarms).toEqual(['remind']);
    expect(await listNotifications(popup)).toEqual([]);
  },
);
