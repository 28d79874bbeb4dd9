// Keeps what is in force in step with settings and site access. Called once, at each start of the worker.
import { publishInForce } from './publish-in-force.ts';
import { readSiteProfiles } from './read-site-profiles.ts';
import { registerSiteScripts } from './register-site-scripts.ts';
import { watchSettings } from './settings-store.ts';
import { watchSiteAccess } from './site-access.ts';

let queue: Promise<void> = Promise.resolve();

/** One after the other: two at once would both register the same script. */
function bringUpToDate(onInForce: () => Promise<void>): Promise<void> {
  queue = queue.then(async () => {
    try {
      await publishInForce();
      await registerSiteScripts(await readSiteProfiles());
      await onInForce();
    } catch (error) {
      console.error('settings could not be put in force', error instanceof Error ? error.message : error);
    }
  });
  return queue;
}

/** @param onInForce called whenever settings have come into force: what is drawn by them is to be drawn anew */
export function serveSettings(onInForce: () => Promise<void>): void {
  watchSettings(() => void bringUpToDate(onInForce));
  watchSiteAccess(() => void bringUpToDate(onInForce));
  void bringUpToDate(onInForce);
}
