// A simulated portal whose CA was made earlier: its two keys and certificates are copied, everything else is new.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAuthority } from '../../portal/ca/open-authority.ts';
import { type Portal, type PortalOptions, startPortal } from '../../portal/start-portal.ts';
import { copyMadeOnce } from '../files/make-once.ts';

const sources = fileURLToPath(new URL('../../portal/ca', import.meta.url));

/** `startPortal` on a new state directory. Two such portals have one CA: where they must differ, use `startPortal`. */
export async function startReadyPortal(options: PortalOptions): Promise<Portal> {
  const scripts = readdirSync(sources).map((name) => readFileSync(join(sources, name)));
  await copyMadeOnce('ca', scripts, join(options.stateDir, 'ca'), async (folder) => {
    await openAuthority(folder);
  });
  return startPortal(options);
}
