// Tells the content scripts what is in force for their site. Called once, at each start of the worker.
import { browser } from 'wxt/browser';
import { findSenderSite } from '../portal/check-sender.ts';
import { readEffectiveSettings } from '../portal/effective-settings.ts';
import { onMessage } from '../portal/page-messages.ts';
import { readSiteProfiles } from './read-site-profiles.ts';

export function serveEffectiveSettings(): void {
  onMessage('effectiveSettingsWanted', async ({ sender }) => {
    const site = findSenderSite(sender, browser.runtime.id, await readSiteProfiles());
    const effective = await readEffectiveSettings();
    if (!site || effective === 'stale') return 'stale';
    if (!effective?.profiles) return effective ?? null;
    // Other sites of the unit are no business of this one.
    const own = (origins: readonly string[] = []) => origins.filter((origin) => site.origins.includes(origin));
    const { gate, ...rest } = effective;
    return {
      ...rest,
      profiles: effective.profiles.filter(({ id }) => id === site.id),
      gate: { paths: [], ...gate, always: own(gate?.always), origins: own(gate?.origins) },
    };
  });
}
