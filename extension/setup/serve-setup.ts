// The background's part of the setup: remembers how pages were recognised, and opens the setup page after installation.
import { browser } from 'wxt/browser';
import { findSenderSite } from '../portal/check-sender.ts';
import { onMessage } from '../portal/page-messages.ts';
import type { SiteProfile } from '../portal/profile.ts';
import { readSiteProfiles } from '../settings/read-site-profiles.ts';
import { readSettings } from '../settings/settings-store.ts';
import { savePageReport, seenPageSchema } from './page-report.ts';
import { waitForPolicy } from './wait-for-policy.ts';

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value, ...value.split('|')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}

/** A selector or word is shown to people: only one that we gave out ourselves. */
function isFromProfile({ pages }: SiteProfile, kind: string, selector: string | undefined): boolean {
  const own = pages.filter((one) => one.kind === kind);
  return own.length > 0 && (selector === undefined || listTexts(own).includes(selector));
}

async function openSetupPage(): Promise<void> {
  await waitForPolicy();
  const { values } = await readSettings();
  if (values.openSetupOnInstall) await browser.tabs.create({ url: '/setup.html' });
}

/** Called once, at each start of the worker. */
export function serveSetup(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void openSetupPage();
  });
  onMessage('pageSeen', async ({ data, sender }) => {
    const site = findSenderSite(sender, browser.runtime.id, await readSiteProfiles());
    const seen = seenPageSchema.safeParse(data);
    if (!site || !sender.url || !seen.success) return;
    const { kind, mismatch } = seen.data;
    if (!isFromProfile(site, kind, mismatch?.selector)) return;
    const { origin } = new URL(sender.url);
    await savePageReport({ ...seen.data, siteId: site.id, origin, at: new Date().toISOString() });
  });
}
