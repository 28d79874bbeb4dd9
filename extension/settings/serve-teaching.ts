// Keeps what a page was taught, when the clerk had asked for it in a page of ours. Called once, at each start of the worker.
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { findSenderSite } from '../portal/check-sender.ts';
import { onMessage } from '../portal/page-messages.ts';
import { taughtPageSchema } from '../portal/supplement.ts';
import { takeTeaching } from '../portal/teach/teaching-session.ts';
import { checkPages } from './check-profile.ts';
import { readSiteProfiles } from './read-site-profiles.ts';
import { addToSupplement } from './settings-store.ts';

const taughtNowSchema = z.pick(taughtPageSchema, { origin: true, page: true, sketch: true });

/** @param onKept resolves when settings are in force */
export function serveTeaching(onKept: () => Promise<void>): void {
  onMessage('pageTaught', async ({ data, sender }) => {
    const site = findSenderSite(sender, browser.runtime.id, await readSiteProfiles());
    const taught = taughtNowSchema.safeParse(data);
    const tabId = sender.tab?.id;
    if (!site || tabId === undefined || !taught.success || !site.origins.includes(taught.data.origin)) return false;
    if (checkPages([taught.data.page])) return false;
    const place = { tabId, frameId: sender.frameId ?? 0, kind: taught.data.page.kind };
    // The page shares its process with our script: only what the clerk has begun is heard, once.
    if (!(await takeTeaching(place))) return false;
    const page = { ...taught.data, id: crypto.randomUUID(), siteId: site.id, taughtAt: new Date().toISOString() };
    await addToSupplement({ sites: [], pages: [page] });
    await onKept();
    return true;
  });
}
