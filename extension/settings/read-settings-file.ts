// Settings from a file that this page exported: checked as a whole, or the first thing that is wrong with it.
import { checkPages, checkProfile } from './check-profile.ts';
import { describeIssue, type FieldFault } from './describe-issue.ts';
import { parseFile } from './parse-file.ts';
import { type SettingName, type Settings, settingsSchema } from './settings.ts';

export type SettingsFileReading = { readonly settings: Settings } | { readonly fault: FieldFault };

/**
 * @param text the whole file
 * @param managedKeys what a policy sets: it stays as it is. Unit profiles have a file of their own and are left out, too.
 */
export function readSettingsFile(text: string, managedKeys: readonly SettingName[]): SettingsFileReading {
  const file = parseFile(text);
  if ('fault' in file) return file;
  const parsed = settingsSchema.safeParse(file.data);
  if (!parsed.success) return { fault: describeIssue(parsed.error, file.data) };
  const { reminderDays, language, logLevel, profile, supplement } = parsed.data;
  const fault = profile && checkProfile(profile);
  if (fault) return { fault: { ...fault, path: `profile.${fault.path}` } };
  const taughtFault = supplement && checkPages(supplement.pages.map(({ page }) => page));
  if (taughtFault) return { fault: { ...taughtFault, path: `supplement.${taughtFault.path}` } };
  const isEmpty = supplement && supplement.sites.length + supplement.pages.length === 0;
  const taken = Object.entries({
    reminderDays,
    language,
    logLevel,
    profile,
    supplement: isEmpty ? undefined : supplement,
  }).filter(([name, value]) => value !== undefined && !managedKeys.some((key) => key === name));
  return { settings: Object.fromEntries(taken) };
}
