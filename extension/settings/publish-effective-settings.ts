// Works out what the settings mean for pages and writes it down for content scripts and our own pages (portal/effective-settings.ts).
import { browser } from 'wxt/browser';
import { browserLanguage, setWords, type Words } from '../base/i18n.ts';
import { type EffectiveSettings, effectiveSettingsKey, type Gate } from '../portal/effective-settings.ts';
import { readPlainPath } from '../portal/plain-path.ts';
import { listSiteProfiles } from './read-site-profiles.ts';
import type { SettingsValues } from './settings.ts';
import { readSettings } from './settings-store.ts';

async function readWords(language: Words['language']): Promise<Words> {
  const response = await fetch(browser.runtime.getURL(`/_locales/${language}/messages.json` as '/'));
  return { language, messages: (await response.json()) as Words['messages'] };
}

/** Pages of the built-in profile are told by words wherever its site is; those that were taught, by their address. */
function makeGate({ profile, supplement: { sites, pages } }: SettingsValues): Gate {
  const built = pages.filter(({ siteId }) => siteId !== profile?.id);
  const added = sites.filter(({ siteId }) => siteId !== profile?.id);
  const own = sites.filter(({ siteId }) => siteId === profile?.id);
  return {
    always: profile ? [...profile.origins, ...own.map(({ origin }) => origin)] : [],
    origins: added.map(({ origin }) => origin),
    paths: built.flatMap(({ page: { pathPattern = '' } }) => readPlainPath(pathPattern) ?? []),
  };
}

async function resolveSettings(values: SettingsValues): Promise<Omit<EffectiveSettings, 'version'>> {
  const { language, profile, supplement } = values;
  const isOwn = profile !== undefined || supplement.sites.length + supplement.pages.length > 0;
  return {
    ...(isOwn ? { profiles: listSiteProfiles(values), gate: makeGate(values) } : {}),
    ...(language === 'auto' || language === browserLanguage() ? {} : { words: await readWords(language) }),
  };
}

/** Makes what is in force follow the settings, here at once and elsewhere when pages are loaded. Safe to call at any time. */
export async function publishEffectiveSettings(): Promise<void> {
  const parts = await resolveSettings((await readSettings()).values);
  setWords(parts.words);
  const { local } = browser.storage;
  if (Object.keys(parts).length === 0) return local.remove(effectiveSettingsKey);
  const effective: EffectiveSettings = { version: browser.runtime.getManifest().version, ...parts };
  const before = (await local.get(effectiveSettingsKey))[effectiveSettingsKey];
  // The background asks at each of its many starts; whoever watches the storage need not hear of that.
  if (JSON.stringify(before) !== JSON.stringify(effective)) await local.set({ [effectiveSettingsKey]: effective });
}
