// Puts the page script into a frame of a site's page that asked for it. Called once, at each start of the worker.
import { browser } from 'wxt/browser';
import { findSenderSite } from '../portal/check-sender.ts';
import { onMessage } from '../portal/page-messages.ts';
import { readSiteProfiles } from '../settings/read-site-profiles.ts';

export function servePageScript(): void {
  onMessage('pageWanted', async ({ sender }) => {
    const site = findSenderSite(sender, browser.runtime.id, await readSiteProfiles());
    const tabId = sender.tab?.id;
    if (!site || tabId === undefined) return;
    await browser.scripting.executeScript({
      target: { tabId, frameIds: [sender.frameId ?? 0] },
      files: ['/portal-page.js'],
    });
  });
}
