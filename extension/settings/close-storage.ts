// Keeps units, orders and reminders out of reach for the processes that web pages share with our content scripts.
import { browser } from 'wxt/browser';

interface GuardedArea {
  /** Chromium has it. Firefox has not: what names persons lies elsewhere there (base/private-item.ts). */
  setAccessLevel?(access: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
}

/** Lets only our own pages and the background into the storage; at each start of the worker, before anything is asked. */
export async function closeStorage(): Promise<void> {
  const areas: readonly GuardedArea[] = [browser.storage.local, browser.storage.session];
  for (const area of areas) await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
