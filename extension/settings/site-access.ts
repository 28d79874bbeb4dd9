// Which sites the browser lets us into. The built-in ones stand in the manifest; others are asked for when a profile is taken over.
import { browser } from 'wxt/browser';

/** Of a profile; ports included. */
interface Site {
  readonly origins: readonly string[];
}

/** Match patterns of a profile's origins; they know no ports in Firefox, so our code compares the origin itself. */
export function listPatterns({ origins }: Site): string[] {
  const patterns = origins.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`);
  return [...new Set(patterns)];
}

export function hasSiteAccess(site: Site): Promise<boolean> {
  return browser.permissions.contains({ origins: listPatterns(site) });
}

/** Asks the clerk. Must be called straight from a click, before anything is awaited, or the browser refuses. */
export function requestSiteAccess(site: Site): Promise<boolean> {
  return browser.permissions.request({ origins: listPatterns(site) });
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
