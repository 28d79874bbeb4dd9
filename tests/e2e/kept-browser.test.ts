// One browser serves many tests: what a test leaves in it must not be there for the next one.
import { afterEach, expect, test } from 'vitest';
import { openAssistantPage } from '../support/browser/assistant-pages.ts';
import { find, goToOperationWindow, verifyPin, waitForScreen } from '../support/browser/clerk.ts';
import { listPages } from '../support/browser/find-page.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { startHost } from '../support/host/host-client.ts';

/** What these tests ask of the browser inside a page of ours. */
declare const chrome: {
  alarms: { create(name: string, details: object): Promise<void>; getAll(): Promise<{ name: string }[]> };
  storage: Record<'local' | 'session', { get(key: null): Promise<object>; set(items: object): Promise<void> }>;
};

const site = 'http://os.ezca.org:8001/easyca/netpay/';
const mark = 'mark-of-an-earlier-test';

let office: Office;
afterEach(() => office.close());

/** All that can be found of a test in the extension and at the site. */
async function readTraces({ clerk, hostEnvironment }: Office): Promise<string> {
  const own = await openAssistantPage(clerk.browser, 'help.html');
  const ours = await own.evaluate(async () => {
    const { local, session } = chrome.storage;
    const stored = await Promise.all([local?.get(null), session?.get(null), chrome.alarms.getAll()]);
    return [...stored, await indexedDB.databases(), { ...localStorage }];
  });
  await own.close();
  await clerk.page.bringToFront();
  await clerk.page.goto(site);
  const theirs = await clerk.page.evaluate(async () => [
    document.cookie,
    { ...localStorage },
    { ...sessionStorage },
    await indexedDB.databases(),
  ]);
  const host = startHost({ environment: hostEnvironment });
  const orders = await host.call('list-orders', { includeFinished: true });
  await host.close();
  return JSON.stringify([ours, theirs, orders]);
}

async function leaveTraces({ clerk }: Office): Promise<void> {
  const own = await openAssistantPage(clerk.browser, 'help.html');
  await own.evaluate(async (text) => {
    await chrome.storage.local?.set({ [text]: text });
    await chrome.storage.session?.set({ [text]: text });
    await chrome.alarms.create(text, { delayInMinutes: 60 });
    localStorage.setItem(text, text);
    await new Promise((resolve) => Object.assign(indexedDB.open(text), { onsuccess: resolve }));
  }, mark);
  await clerk.page.bringToFront();
  await clerk.page.goto(site);
  await clerk.page.evaluate(async (text) => {
    // biome-ignore lint/suspicious/noDocumentCookie: what pages of such sites do
    document.cookie = `${text}=${text}; max-age=3600; path=/`;
    localStorage.setItem(text, text);
    sessionStorage.setItem(text, text);
    await new Promise((resolve) => Object.assign(indexedDB.open(text), { onsuccess: resolve }));
  }, mark);
}

test('what a test leaves is gone for the next: storage, cookies, tabs, windows, orders', async () => {
  office = await openOffice();
  const firstBrowser = office.clerk.browser;
  await leaveTraces(office);
  // The marks are ones that can be found.
  expect((await readTraces(office)).split(mark).length).toBeGreaterThan(10);
  const window = await goToOperationWindow(office.clerk);
  await waitForScreen(window, 'form');
  await verifyPin(window, office.token.pin);
  const { chipNumber } = office.token;
  await office.close();

  office = await openOffice();
  expect(office.clerk.browser).toBe(firstBrowser);
  // Every tab that is there has some address.
  expect(await listPages(office.clerk.browser, ':')).toHaveLength(1);
  const traces = await readTraces(office);
  expect(traces).not.toContain(mark);
  expect(traces).not.toContain(chipNumber);
});

test('a browser that crashed is replaced', async () => {
  office = await openOffice();
  const crashed = office.clerk.browser;
  crashed.process()?.kill('SIGKILL');
  await expect.poll(() => crashed.connected).toBe(false);
  await office.close();

  office = await openOffice();
  expect(office.clerk.browser).not.toBe(crashed);
  const window = await goToOperationWindow(office.clerk);
  await waitForScreen(window, 'form');
  expect(await find(window, 'pin')).not.toBeNull();
});
