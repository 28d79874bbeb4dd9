// The site that reminders are about, with what holds for it: the profile's days, or those that clerk or administrator set.
import type { SiteProfile } from '../portal/profile.ts';
import type { ReminderRules } from './certificate-state.ts';
import { listIssuerNames } from './is-of-site.ts';

export interface ReminderSite {
  readonly profile: SiteProfile;
  readonly rules: ReminderRules;
}

/** Read anew each time: settings may have changed. */
export type ReadSite = () => Promise<ReminderSite>;

/**
 * @param reminderDays in place of the profile's own
 * @param sites all whose certificates are spoken of
 */
export function makeReminderSite(
  profile: SiteProfile,
  reminderDays: readonly number[] | undefined,
  sites: readonly SiteProfile[] = [profile],
): ReminderSite {
  const rules = {
    reminderDays: reminderDays ?? profile.reminderDays,
    renewalWindow: profile.renewalWindow,
    issuerNames: listIssuerNames(sites),
  };
  return { profile, rules };
}
