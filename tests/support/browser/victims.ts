// What can die under a clerk's hands, and how a test kills it.
import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import { hostScript } from '../host/host-client.ts';
import { listDescendants, readCommandLine } from '../host/processes.ts';
import { waitUntil } from '../wait-until.ts';
import type { ClerkBrowser } from './clerk-browser.ts';
import { listPages } from './find-page.ts';
import { installAgain } from './kept-browser.ts';
import { stopBackground } from './stop-background.ts';

/** `storage`: everything that the extension keeps, and its window. `extension`: installed anew, as at an update. */
export const victims = ['window', 'host', 'worker', 'extension', 'browser', 'storage'] as const;
export type Victim = (typeof victims)[number];
type Kill = (clerk: ClerkBrowser, window: Page) => Promise<unknown>;

const kills: Readonly<Record<Victim, Kill>> = {
  window: (_, window) => window.close(),
  worker: ({ browser }) => stopBackground(browser),
  async host({ browser }) {
    const root = browser.process()?.pid ?? 0;
    const hosts = listDescendants(root).filter((pid) => readCommandLine(pid).includes(hostScript));
    expect(hosts).not.toEqual([]);
    for (const pid of hosts) process.kill(pid, 'SIGKILL');
  },
  async extension({ browser }) {
    await installAgain(browser);
    await waitUntil(async () => (await listPages(browser, '/operation.html')).length === 0);
  },
  async browser({ browser }) {
    const program = browser.process();
    const ended = new Promise((resolve) => program?.once('exit', resolve));
    program?.kill('SIGKILL');
    await ended;
  },
  async storage(_, window) {
    await window.evaluate(`(async () => {
      const { storage } = globalThis.browser ?? chrome;
      await Promise.all([storage.local.clear(), storage.session.clear()]);
      // Not deleted: that waits for a connection of the background, which a wiped profile has not.
      const finish = (request) => new Promise((resolve) => { request.onsuccess = request.onerror = () => resolve(request.result); });
      for (const { name } of await indexedDB.databases()) {
        const database = await finish(indexedDB.open(name));
        const stores = [...database.objectStoreNames];
        const change = database.transaction(stores, 'readwrite');
        await Promise.all(stores.map((store) => finish(change.objectStore(store).clear())));
        database.close();
      }
    })()`);
    await window.close();
  },
};

export const kill = (victim: Victim, clerk: ClerkBrowser, window: Page): Promise<unknown> =>
  kills[victim](clerk, window);
