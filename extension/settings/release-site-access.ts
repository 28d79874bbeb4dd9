// Gives back access to sites that no profile in force needs any more.
import { browser } from 'wxt/browser';
import { listPatterns } from './site-access.ts';

interface Site {
  readonly origins: readonly string[];
}

/** @param former the profile that was taken out of force @param effective those that are left */
export async function releaseSiteAccess(former: Site, effective: readonly Site[]): Promise<void> {
  const needed = [...effective.flatMap(listPatterns), ...(browser.runtime.getManifest().host_permissions ?? [])];
  const origins = listPatterns(former).filter((pattern) => !needed.includes(pattern));
  if (origins.length > 0) await browser.permissions.remove({ origins });
}
