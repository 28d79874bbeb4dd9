// Which sites we know: the built-in ones and the one that was imported or given by policy.
import type { SiteProfile } from '../portal/profile.ts';
import { chongqingProfile } from '../portal/profiles/chongqing.ts';
import { readSettings } from './settings-store.ts';

const builtInProfiles: readonly SiteProfile[] = [chongqingProfile];

/** `own` stands first, in the place of a built-in one of its id. */
export function listSiteProfiles(own: SiteProfile | undefined): readonly [SiteProfile, ...SiteProfile[]] {
  const [first = chongqingProfile, ...others] = builtInProfiles.filter(({ id }) => id !== own?.id);
  return own ? [own, ...builtInProfiles.filter(({ id }) => id !== own.id)] : [first, ...others];
}

/** All site profiles in force; the first is the clerk's own site, to which our links lead. */
export async function readSiteProfiles(): Promise<readonly [SiteProfile, ...SiteProfile[]]> {
  return listSiteProfiles((await readSettings()).values.profile);
}

/** The site of that id, e.g. of a launch record; the clerk's own where there is none of it any more. */
export async function readSiteProfile(id: string | undefined): Promise<SiteProfile> {
  const profiles = await readSiteProfiles();
  return profiles.find((profile) => profile.id === id) ?? profiles[0];
}
