// Keeps what is in force in step with settings and site access. Called once, at each start of the worker.
import { publishEffectiveSettings } from './publish-effective-settings.ts';
import { readSiteProfiles } from './read-site-profiles.ts';
import { registerSiteScripts } from './register-site-scripts.ts';
import { watchSettings } from './settings-store.ts';
import { watchSiteAccess } from './site-access.ts';

let queue: Promise<void> = Promise.resolve();

/** One after the other: two at once would both register the same script. */
function bringUpToDate(onResolved: () => Promise<void>): Promise<void> {
  queue = queue.then(async () => {
    try {
      await publishEffectiveSettings();
      await registerSiteScripts(await readSiteProfiles());
      await onResolved();
    } catch (error) {
      console.error('settings could not be put in force', error instanceof Error ? error.message : error);
    }
  });
  return queue;
}

/**
 * @param onResolved called whenever settings have come into force: what is drawn by them is to be drawn anew
 * @returns resolves when the settings as they are now are in force
 */
export function serveSettings(onResolved: () => Promise<void>): () => Promise<void> {
  watchSettings(() => void bringUpToDate(onResolved));
  watchSiteAccess(() => void bringUpToDate(onResolved));
  void bringUpToDate(onResolved);
  return () => bringUpToDate(onResolved);
}
