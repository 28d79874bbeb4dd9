// Which sites the browser lets us into. The built-in ones stand in the manifest; others are asked for when a profile is taken over.
import { browser } from 'wxt/browser';
import type { SiteProfile } from '../portal/profile.ts';

/** Match patterns of a profile's origins; they know no ports in Firefox (FIELD §4), so our code compares the origin itself. */
export function listPatterns({ origins }: Pick<SiteProfile, 'origins'>): string[] {
  const patterns = origins.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`);
  return [...new Set(patterns)];
}

export function hasSiteAccess(profile: Pick<SiteProfile, 'origins'>): Promise<boolean> {
  return browser.permissions.contains({ origins: listPatterns(profile) });
}

/** Asks the clerk. Must be called straight from a click, before anything is awaited, or the browser refuses. */
export function requestSiteAccess(profile: Pick<SiteProfile, 'origins'>): Promise<boolean> {
  return browser.permissions.request({ origins: listPatterns(profile) });
}

/** Calls back when the clerk gives or takes back access, wherever. @returns the way to stop that */
export function watchSiteAccess(listener: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(listener);
  onRemoved.addListener(listener);
  return () => {
    onAdded.removeListener(listener);
    onRemoved.removeListener(listener);
  };
}
