// Puts remembered certificates into the extension's storage, as if their U盾 had been plugged in before.
import type { Page } from 'puppeteer';

/** What is asked of the browser inside a page of ours. */
declare const chrome: { storage: { local: { set(items: object): Promise<void> } } };

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

/** @param page a page of ours @param clock see reminder-book.ts */
export async function seedReminders(
  page: Page,
  certificates: readonly SeededCertificate[],
  clock: { latestAt: string | null; portal: { offsetMs: number; measuredAt: string } | null } = {
    latestAt: null,
    portal: null,
  },
): Promise<void> {
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
  const book = { version: 1, certificates: records, clock };
  await page.evaluate((reminders) => chrome.storage.local.set({ reminders }), book);
}
