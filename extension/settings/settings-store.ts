// Where settings are kept: the clerk's in storage.local, the unit's in storage.managed, which only an administrator writes.
import { storage } from '@wxt-dev/storage';
import { browser } from 'wxt/browser';
import { mergeSupplements, withoutPolicy } from '../portal/apply-supplement.ts';
import type { Supplement } from '../portal/supplement.ts';
import { mergeSettings, type SettingsReading } from './merge-settings.ts';
import { type Settings, settingsSchema } from './settings.ts';

const settingsItem = storage.defineItem<Settings>('local:settings', { version: 1, fallback: {} });
let queue: Promise<unknown> = Promise.resolve();

/** Empty without a policy: Firefox then rejects (no managed storage manifest), Chromium gives nothing. */
async function readManaged(): Promise<Record<string, unknown>> {
  try {
    return await browser.storage.managed.get();
  } catch {
    return {};
  }
}

/** Settings in force, which of them are the administrator's, and what is wrong with what was found. */
export async function readSettings(): Promise<SettingsReading> {
  const [managed, local] = await Promise.all([readManaged(), settingsItem.getValue()]);
  return mergeSettings(managed, { ...local });
}

/** Sets what is given; undefined takes a setting back to its default. What a policy sets stays as the policy has it. */
export function saveSettings(
  changed: { readonly [Name in keyof Settings]?: Settings[Name] | undefined },
): Promise<void> {
  const named = Object.entries(changed);
  const given = settingsSchema.parse(Object.fromEntries(named.filter(([, value]) => value !== undefined)));
  const result = queue.then(async () => {
    const before = await settingsItem.getValue();
    const kept = Object.entries(before).filter(([name]) => !Object.hasOwn(changed, name));
    await settingsItem.setValue({ ...Object.fromEntries(kept), ...given });
  });
  // One after the other, so that two quick changes do not lose one of them.
  queue = result.catch(() => undefined);
  return result;
}

/** Adds to what the clerk has; what is there already, or comes from a policy, stays as it is. */
export async function addToSupplement(added: Supplement): Promise<void> {
  const { values, supplementByPolicy } = await readSettings();
  await saveSettings({ supplement: withoutPolicy(mergeSupplements(values.supplement, added), supplementByPolicy) });
}

/** Calls back when settings change, here, in another window or by policy. @returns the way to stop that */
export function watchSettings(listener: () => void): () => void {
  const stop = settingsItem.watch(listener);
  const listen = (_: unknown, area: string) => {
    if (area === 'managed') listener();
  };
  browser.storage.onChanged.addListener(listen);
  return () => {
    stop();
    browser.storage.onChanged.removeListener(listen);
  };
}
