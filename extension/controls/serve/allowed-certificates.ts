// Which site may see which certificates: what the clerk once said, kept on this machine.

import { storage } from '@wxt-dev/storage';
import { lookUp } from '../../../shared/look-up.ts';

const allowedItem = storage.defineItem<Record<string, readonly string[]>>('local:controlsAllowed', {
  version: 1,
  fallback: {},
});
const limit = 100;

/** Hashes of the certificates that the site may see; undefined where the clerk was never asked. */
export async function readAllowed(siteId: string): Promise<readonly string[] | undefined> {
  return lookUp(await allowedItem.getValue(), siteId);
}

export async function allowCertificates(siteId: string, hashes: readonly string[]): Promise<void> {
  const all = await allowedItem.getValue();
  const together = [...new Set([...hashes, ...(lookUp(all, siteId) ?? [])])].slice(0, limit);
  await allowedItem.setValue({ ...all, [siteId]: together });
}
