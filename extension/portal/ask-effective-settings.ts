// How a content script learns what is in force: it asks the background, for the storage is closed to pages' processes.
import { browser } from 'wxt/browser';
import type { EffectiveSettings } from './effective-settings.ts';

/** As `readEffectiveSettings`; `stale` too when nobody answers: the page stays as it is then, and the next load will be right. */
export async function askEffectiveSettings(): Promise<EffectiveSettings | 'stale' | undefined> {
  // As @webext-core/messaging sends it: that library alone would double what every page of the sites has to load.
  const message = { id: 1, type: 'effectiveSettingsWanted', data: undefined, timestamp: Date.now() };
  const answer: unknown = await browser.runtime.sendMessage(message).catch(() => undefined);
  if (typeof answer !== 'object' || answer === null || !('res' in answer)) return 'stale';
  return (answer.res as EffectiveSettings | 'stale' | null) ?? undefined;
}
