// A site profile with what was added on the spot: the rest of the product knows no difference.
import type { SiteProfile } from './profile.ts';
import type { Supplement } from './supplement.ts';

/** What was taught is tried first: it was made for that very page. */
export function applySupplement(profile: SiteProfile, { sites, pages }: Supplement): SiteProfile {
  const own = pages.filter(({ siteId }) => siteId === profile.id).map(({ page }) => page);
  const added = sites.filter(({ siteId }) => siteId === profile.id).map(({ origin }) => origin);
  if (own.length + added.length === 0) return profile;
  return {
    ...profile,
    origins: [...new Set([...profile.origins, ...added])],
    pages: [...own, ...profile.pages],
  };
}

/** Both together, none twice; of two that are the same the first counts. */
export function mergeSupplements(first: Supplement, second: Supplement): Supplement {
  const isKnownSite = (one: Supplement['sites'][number]) =>
    first.sites.some(({ siteId, origin }) => siteId === one.siteId && origin === one.origin);
  return {
    sites: [...first.sites, ...second.sites.filter((site) => !isKnownSite(site))],
    pages: [...first.pages, ...second.pages.filter(({ id }) => !first.pages.some((one) => one.id === id))],
  };
}

/** The clerk's own part of a supplement in force. */
export function withoutPolicy({ sites, pages }: Supplement, policy: Supplement): Supplement {
  const isGiven = (one: Supplement['sites'][number]) =>
    policy.sites.some(({ siteId, origin }) => siteId === one.siteId && origin === one.origin);
  return {
    sites: sites.filter((one) => !isGiven(one)),
    pages: pages.filter(({ id }) => !policy.pages.some((one) => one.id === id)),
  };
}
