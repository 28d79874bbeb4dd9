// Works out what the settings mean for pages and writes it down for content scripts and our own pages (portal/effective-settings.ts).
import { browser } from 'wxt/browser';
import { browserLanguage, setWords, type Words } from '../base/i18n.ts';
import { type EffectiveSettings, effectiveSettingsKey } from '../portal/effective-settings.ts';
import { listSiteProfiles } from './read-site-profiles.ts';
import type { SettingsValues } from './settings.ts';
import { readSettings } from './settings-store.ts';

async function readWords(language: Words['language']): Promise<Words> {
  const response = await fetch(browser.runtime.getURL(`/_locales/${language}/messages.json` as '/'));
  return { language, messages: (await response.json()) as Words['messages'] };
}

async function resolveSettings({ language, profile }: SettingsValues): Promise<Omit<EffectiveSettings, 'version'>> {
  return {
    ...(profile ? { profiles: listSiteProfiles(profile) } : {}),
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
