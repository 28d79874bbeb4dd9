// Tells the content scripts what is in force for their site. Called once, at each start of the worker.
import { browser } from 'wxt/browser';
import { findSenderSite } from '../portal/check-sender.ts';
import { readInForce } from '../portal/in-force.ts';
import { onMessage } from '../portal/page-messages.ts';
import { readSiteProfiles } from './read-site-profiles.ts';

export function serveInForce(): void {
  onMessage('inForceWanted', async ({ sender }) => {
    const site = findSenderSite(sender, browser.runtime.id, await readSiteProfiles());
    const inForce = await readInForce();
    if (!site || inForce === 'stale') return 'stale';
    if (!inForce?.profiles) return inForce ?? null;
    // Other sites of the unit are no business of this one.
    return { ...inForce, profiles: inForce.profiles.filter(({ id }) => id === site.id) };
  });
}
