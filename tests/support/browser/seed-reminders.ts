// Puts remembered certificates into the extension's storage, as if their U盾 had been plugged in before.
import type { Page } from 'puppeteer';

const dayMs = 86_400_000;

export interface SeededCertificate {
  readonly unitName: string;
  readonly daysLeft: number;
  readonly chipNumber?: string;
  readonly creditCode?: string;
  readonly hash?: string;
  readonly memo?: object;
}

const hashOf = (index: number) => index.toString(16).padStart(64, '0');

interface Clock {
  readonly latestAt: string | null;
  readonly portal: { readonly offsetMs: number; readonly measuredAt: string } | null;
}

/** As reminder-book.ts stores it. */
export function makeStoredReminders(
  certificates: readonly SeededCertificate[],
  clock: Clock = { latestAt: null, portal: null },
): object {
  const now = Date.now();
  const records = certificates.map(({ daysLeft, memo = { isMuted: false }, ...given }, index) => ({
    hash: hashOf(index + 1),
    chipNumber: `SN${String(20260000 + index)}`,
    notBefore: new Date(now + (daysLeft - 365) * dayMs).toISOString(),
    notAfter: new Date(now + daysLeft * dayMs).toISOString(),
    keyAlgorithm: 'RSA',
    tokenId: hashOf(index + 1).slice(32),
    tokenLabel: '社保U盾',
    driverName: 'SoftHSM2',
    lastSeenAt: new Date(now - dayMs).toISOString(),
    memo,
    ...given,
  }));
  return { version: 1, certificates: records, clock };
}

/** @param page a page of ours */
export async function seedReminders(
  page: Page,
  certificates: readonly SeededCertificate[],
  clock?: Clock,
): Promise<void> {
  const book = makeStoredReminders(certificates, clock);
  // Firefox has what it keeps in the extension's own database, and takes over what lies in the storage.
  await page.evaluate(`(async (reminders) => {
    const finish = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const isKept = (await indexedDB.databases()).some(({ name }) => name === 'private');
    if (!isKept) return chrome.storage.local.set({ reminders });
    const database = await finish(indexedDB.open('private'));
    const open = (mode) => database.transaction('items', mode).objectStore('items');
    const isThere = ({ certificates }) =>
      reminders.certificates.every(({ hash }) => certificates.some((one) => one.hash === hash));
    // What the background was just about to write stands on what it read before.
    for (let tries = 0; tries < 10; tries += 1) {
      await finish(open('readwrite').put(reminders, 'reminders'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      if (isThere(await finish(open('readonly').get('reminders')))) break;
    }
    database.close();
    new BroadcastChannel('private-reminders').postMessage(null);
  })(${JSON.stringify(book)})`);
}

/** What the extension remembers now. In Firefox it lies in the extension's own database, see private-item.ts. */
export async function readReminders(page: Page): Promise<{ certificates: { memo: { toldOn?: string } }[] }> {
  const book = await page.evaluate(`(async () => {
    const { reminders } = await chrome.storage.local.get('reminders');
    if (reminders) return reminders;
    const finish = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const database = await finish(indexedDB.open('private'));
    const found = await finish(database.transaction('items').objectStore('items').get('reminders'));
    database.close();
    return found;
  })()`);
  return book as Awaited<ReturnType<typeof readReminders>>;
}
