// Works out what the settings mean for pages and writes it down for content scripts and our own pages (portal/in-force.ts).
import { browser } from 'wxt/browser';
import { browserLanguage, setWords, type Words } from '../base/i18n.ts';
import { type InForce, inForceKey } from '../portal/in-force.ts';
import { listSiteProfiles } from './read-site-profiles.ts';
import type { SettingsValues } from './settings.ts';
import { readSettings } from './settings-store.ts';

async function readWords(language: Words['language']): Promise<Words> {
  const response = await fetch(browser.runtime.getURL(`/_locales/${language}/messages.json` as '/'));
  return { language, messages: (await response.json()) as Words['messages'] };
}

async function workOut({ language, profile }: SettingsValues): Promise<Omit<InForce, 'version'>> {
  return {
    ...(profile ? { profiles: listSiteProfiles(profile) } : {}),
    ...(language === 'auto' || language === browserLanguage() ? {} : { words: await readWords(language) }),
  };
}

/** Makes what is in force follow the settings, here at once and elsewhere when pages are loaded. Safe to call at any time. */
export async function publishInForce(): Promise<void> {
  const parts = await workOut((await readSettings()).values);
  setWords(parts.words);
  const { local } = browser.storage;
  if (Object.keys(parts).length === 0) return local.remove(inForceKey);
  const inForce: InForce = { version: browser.runtime.getManifest().version, ...parts };
  const before = (await local.get(inForceKey))[inForceKey];
  // The background asks at each of its many starts; whoever watches the storage need not hear of that.
  if (JSON.stringify(before) !== JSON.stringify(inForce)) await local.set({ [inForceKey]: inForce });
}
