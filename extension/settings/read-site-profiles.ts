// Which sites we know: the built-in ones and the one that was imported or given by policy.
import { applySupplement } from '../portal/apply-supplement.ts';
import type { SiteProfile } from '../portal/profile.ts';
import { chongqingProfile } from '../portal/profiles/chongqing.ts';
import type { SettingsValues } from './settings.ts';
import { readSettings } from './settings-store.ts';

const builtInProfiles: readonly SiteProfile[] = [chongqingProfile];

type Chosen = Pick<SettingsValues, 'profile' | 'supplement'>;

/** The one that was chosen stands first, in the place of a built-in one of its id; each with what was added on the spot. */
export function listSiteProfiles({ profile: own, supplement }: Chosen): readonly [SiteProfile, ...SiteProfile[]] {
  const add = (profile: SiteProfile) => applySupplement(profile, supplement);
  const [first = chongqingProfile, ...others] = builtInProfiles.filter(({ id }) => id !== own?.id);
  return own
    ? [add(own), ...builtInProfiles.filter(({ id }) => id !== own.id).map(add)]
    : [add(first), ...others.map(add)];
}

/** All site profiles in force; the first is the clerk's own site, to which our links lead. */
export async function readSiteProfiles(): Promise<readonly [SiteProfile, ...SiteProfile[]]> {
  return listSiteProfiles((await readSettings()).values);
}

/** The site of that id, e.g. of a launch record; the clerk's own where there is none of it any more. */
export async function readSiteProfile(id: string | undefined): Promise<SiteProfile> {
  const profiles = await readSiteProfiles();
  return profiles.find((profile) => profile.id === id) ?? profiles[0];
}
