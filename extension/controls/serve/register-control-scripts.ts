// Runs the stand-ins on the sites of profiles that name controls, and nowhere else.
import { browser } from 'wxt/browser';
import type { SiteProfile } from '../../portal/profile.ts';
import { hasSiteAccess, listPatterns } from '../../settings/site-access.ts';

/** What WXT makes of entrypoints/controls-….content.ts. The page's part stands first: it waits for what the other brings. */
const scripts = [
  { id: 'controls-page', js: ['content-scripts/controls-page.js'], world: 'MAIN' as const },
  { id: 'controls-bridge', js: ['content-scripts/controls-bridge.js'] },
];

/** Pages that a profile leaves out. Patterns know no ports: the background looks again. */
function listExceptions(profiles: readonly SiteProfile[]): string[] {
  return profiles.flatMap((profile) =>
    listPatterns(profile).flatMap((pattern) =>
      (profile.controls?.exceptPaths ?? []).map((path) => pattern.replace(/\/\*$/, `${path}*`)),
    ),
  );
}

/**
 * Makes the registered scripts fit the profiles in force and the access that we have. Safe to call at any time.
 * @returns the profiles whose controls are offered
 */
export async function registerControlScripts(profiles: readonly SiteProfile[]): Promise<SiteProfile[]> {
  const withControls = profiles.filter(({ controls }) => controls !== undefined);
  const access = await Promise.all(withControls.map(hasSiteAccess));
  const offered = withControls.filter((_, index) => access[index]);
  // Those in the manifest are there from the first page on.
  const known = browser.runtime.getManifest().host_permissions ?? [];
  const matches = [...new Set(offered.flatMap(listPatterns))].filter((pattern) => !known.includes(pattern));
  const { scripting } = browser;
  const ids = scripts.map(({ id }) => id);
  const before = await scripting.getRegisteredContentScripts({ ids });
  if (before.length > 0) await scripting.unregisterContentScripts({ ids: before.map(({ id }) => id) });
  if (matches.length === 0) return offered;
  const excludeMatches = listExceptions(offered);
  await scripting.registerContentScripts(
    scripts.map((script) => ({
      ...script,
      matches,
      ...(excludeMatches.length > 0 ? { excludeMatches } : {}),
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: 'document_start' as const,
      persistAcrossSessions: true,
    })),
  );
  return offered;
}
