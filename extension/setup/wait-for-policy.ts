// Waits for what an administrator set, where an administrator installed us: Chromium hands it over only some seconds after
// the installation (3 s seen), and until then everything looks as if there were no policy.
import { browser } from 'wxt/browser';
import { readSettings, watchSettings } from '../settings/settings-store.ts';

/** A policy may well install us and set nothing. */
const longestWaitMs = 15_000;

/** Resolves when the policy's values are there, at once where no policy installed us, and after some time in any case. */
export async function waitForPolicy(): Promise<void> {
  // Not in every browser of Chromium's family, and without it there is nothing to wait for.
  const installation = await browser.management?.getSelf();
  if (installation?.installType !== 'admin') return;
  await new Promise<void>((resolve) => {
    const end = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const look = async () => {
      if ((await readSettings()).managedKeys.length > 0) end();
    };
    const stop = watchSettings(() => void look());
    const timer = setTimeout(end, longestWaitMs);
    void look();
  });
}
