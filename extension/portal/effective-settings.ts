// What settings mean for a page of a site, ready to use: written by the background after validation, read by our own pages;
// content scripts, which carry no schemas, ask for it (ask-effective-settings.ts). Where nothing is stored, the built-in profile and the browser's language hold.
import { browser } from 'wxt/browser';
import type { Words } from '../base/i18n.ts';
import type { SiteProfile } from './profile.ts';

/** Which pages are worth a closer look, beside those of the built-in profile by their words. */
export interface Gate {
  /** Origins of profiles whose pages cannot be judged by these words. */
  readonly always?: readonly string[];
  /** Further origins of the built-in profile's site. */
  readonly origins?: readonly string[];
  /** Addresses, without query, of pages that were taught there. */
  readonly paths?: readonly string[];
}

export interface EffectiveSettings {
  /** Version of the extension that wrote it: another one may have other schemas and words. */
  readonly version: string;
  /** All site profiles, where they are not just the built-in ones. */
  readonly profiles?: readonly SiteProfile[];
  readonly gate?: Gate;
  /** Words of the language that was chosen, where it is not the browser's. */
  readonly words?: Words;
}

export const effectiveSettingsKey = 'inForce';

/**
 * `undefined` where nothing is stored. `stale` right after an update of the extension, until the background has written
 * it anew: nobody can say then what holds.
 */
export async function readEffectiveSettings(): Promise<EffectiveSettings | 'stale' | undefined> {
  const stored = (await browser.storage.local.get(effectiveSettingsKey))[effectiveSettingsKey] as
    | EffectiveSettings
    | undefined;
  if (!stored) return undefined;
  return stored.version === browser.runtime.getManifest().version ? stored : 'stale';
}
