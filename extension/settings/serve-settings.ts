// Keeps what is in force in step with settings and site access. Called once, at each start of the worker.
import { publishInForce } from './publish-in-force.ts';
import { readSiteProfiles } from './read-site-profiles.ts';
import { registerSiteScripts } from './register-site-scripts.ts';
import { watchSettings } from './settings-store.ts';
import { watchSiteAccess } from './site-access.ts';

let queue: Promise<void> = Promise.resolve();

/** One after the other: two at once would both register the same script. */
function bringUpToDate(): Promise<void> {
  queue = queue.then(async () => {
    try {
      await publishInForce();
      await registerSiteScripts(await readSiteProfiles());
    } catch (error) {
      console.error('settings could not be put in force', error instanceof Error ? error.message : error);
    }
  });
  return queue;
}

export function serveSettings(): void {
  watchSettings(() => void bringUpToDate());
  watchSiteAccess(() => void bringUpToDate());
  void bringUpToDate();
}
