// The site that reminders are about, with what holds for it: the profile's days, or those that clerk or administrator set.
import type { SiteProfile } from '../portal/profile.ts';
import type { ReminderRules } from './certificate-state.ts';

export interface ReminderSite {
  readonly profile: SiteProfile;
  readonly rules: ReminderRules;
}

/** Read anew each time: settings may have changed. */
export type ReadSite = () => Promise<ReminderSite>;

/** @param reminderDays in place of the profile's own */
export function makeReminderSite(profile: SiteProfile, reminderDays: readonly number[] | undefined): ReminderSite {
  const rules = { reminderDays: reminderDays ?? profile.reminderDays, renewalWindow: profile.renewalWindow };
  return { profile, rules };
}
