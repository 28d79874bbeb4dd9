// Takes a site in when the browser has given the access that the clerk asked for in the popup, which may be closed by then.
import { storage } from '@wxt-dev/storage';
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { addToSupplement } from './settings-store.ts';
import { hasSiteAccess } from './site-access.ts';

const wantedSchema = z.strictObject({ siteId: z.string(), origin: z.string(), until: z.number() });
const wantedItem = storage.defineItem<z.infer<typeof wantedSchema>>('session:wanted-site');
const longestMs = 10 * 60_000;

/** The clerk wants the site; what counts is the browser's answer. Does not wait for the storage: the browser asks only straight from a click. */
export function wantSite(siteId: string, origin: string): Promise<void> {
  return wantedItem.setValue({ siteId, origin, until: Date.now() + longestMs });
}

/** Takes in the site that is wanted, if the browser lets us into it. Twice is no harm. */
export async function takeWantedSite(): Promise<boolean> {
  const { data } = wantedSchema.safeParse(await wantedItem.getValue());
  if (!data || Date.now() > data.until || !(await hasSiteAccess({ origins: [data.origin] }))) return false;
  await wantedItem.removeValue();
  await addToSupplement({ sites: [{ siteId: data.siteId, origin: data.origin }], pages: [] });
  return true;
}

/** Called once, at each start of the worker. */
export function serveNewSites(): void {
  browser.permissions.onAdded.addListener(() => void takeWantedSite());
}
