// Runs our content script on sites that do not stand in the manifest: those of an imported profile to which the clerk gave access.
import { browser } from 'wxt/browser';
import type { SiteProfile } from '../portal/profile.ts';
import { hasSiteAccess, listPatterns } from './site-access.ts';

const scriptId = 'own-sites';

/** What WXT makes of entrypoints/portal.content.ts. */
interface ContentScript {
  readonly js: string[];
  readonly matches: readonly string[];
}

function readManifestScript(): ContentScript {
  const scripts = browser.runtime.getManifest().content_scripts ?? [];
  const script = scripts.find(({ js }) => js?.some((path) => path.endsWith('/portal.js')));
  if (!script?.js) throw new Error('the manifest names no content script');
  // Firefox tells whole addresses and takes paths.
  const js = script.js.map((path) => new URL(path, browser.runtime.getURL('/')).pathname.slice(1));
  return { js, matches: script.matches ?? [] };
}

/** Makes the registered script fit the profiles in force and the access that we have. Safe to call at any time. */
export async function registerSiteScripts(profiles: readonly SiteProfile[]): Promise<void> {
  const { js, matches: known } = readManifestScript();
  const origins = [...new Set(profiles.flatMap((profile) => profile.origins))];
  // Each by itself: a further address of a site that the clerk has not allowed yet takes none of the others along.
  const allowed = await Promise.all(
    origins.map(async (origin) =>
      (await hasSiteAccess({ origins: [origin] })) ? listPatterns({ origins: [origin] }) : [],
    ),
  );
  const matches = [...new Set(allowed.flat())].filter((pattern) => !known.includes(pattern));
  const { scripting } = browser;
  const [before] = await scripting.getRegisteredContentScripts({ ids: [scriptId] });
  if (matches.length === 0) {
    if (before) await scripting.unregisterContentScripts({ ids: [scriptId] });
    return;
  }
  const script = {
    id: scriptId,
    js,
    matches,
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: 'document_end' as const,
  };
  // It outlives the worker and the browser's restart: a page may be there before we are.
  if (before) await scripting.updateContentScripts([script]);
  else await scripting.registerContentScripts([{ ...script, persistAcrossSessions: true }]);
}
