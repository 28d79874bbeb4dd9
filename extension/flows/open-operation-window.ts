// Opens the operation window for a site, or brings the one that is open already to the front.
import { storage } from '@wxt-dev/storage';
import { browser } from 'wxt/browser';
import { type LaunchRecord, saveLaunchRecord } from './launch-record.ts';

const widthPx = 520;
const heightPx = 760;
let queue: Promise<unknown> = Promise.resolve();

async function focusWindow(windowId: number): Promise<boolean> {
  try {
    await browser.windows.update(windowId, { focused: true });
    return true;
  } catch {
    // Closed in the meantime: there is no other way to ask.
    return false;
  }
}

async function openOrFocus(record: LaunchRecord): Promise<void> {
  // Another job has a window of its own: the one that is open may be in the middle of a run.
  const { operation, orderNumber, certificateHash } = record;
  const certificate = certificateHash === undefined ? '' : `-${certificateHash}`;
  const job = orderNumber === undefined ? certificate : `-${operation}-${orderNumber}`;
  const windowIdKey = `session:window-${record.siteId}${job}` as const;
  const openWindowId = await storage.getItem<number>(windowIdKey);
  if (openWindowId !== null && (await focusWindow(openWindowId))) return;
  const launchId = await saveLaunchRecord(record);
  const window = await browser.windows.create({
    type: 'popup',
    url: `/operation.html?launch=${launchId}`,
    width: widthPx,
    height: heightPx,
  });
  if (window?.id !== undefined) await storage.setItem(windowIdKey, window.id);
}

/** One after the other, so that a double click opens one window. Resolves when the window is there. */
export function openOperationWindow(record: LaunchRecord): Promise<void> {
  const result = queue.then(() => openOrFocus(record));
  queue = result.catch(() => undefined);
  return result;
}
