// The native manifests that the Windows installers put beside the version folders.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserFamily } from '../../native-host/registration/browsers.ts';
import { makeNativeManifest } from '../../native-host/registration/native-manifest.ts';
import { type ExtensionIdentity, readExtensionIdentity } from '../extension-identity.ts';

/** File name of a family's manifest: Chromium's and Mozilla's name their callers in different fields. */
export const manifestName = (family: BrowserFamily) => `${family}.json`;

/**
 * A manifest whose path is relative to itself, which browsers take on Windows (Chrome's and Mozilla's native-messaging
 * pages): so it needs no writing of JSON at install time, whatever characters the user's folder has.
 */
function makeWindowsManifest(family: BrowserFamily, relativePath: string, identity: ExtensionIdentity): string {
  const manifest = JSON.parse(makeNativeManifest(family, relativePath)) as Record<string, unknown>;
  const ids = [identity.chromiumId, ...identity.storeIds];
  // This build's extension, which another process bundles: here the development one is compiled in.
  if (family === 'chromium') manifest.allowed_origins = ids.map((id) => `chrome-extension://${id}/`);
  return `${JSON.stringify(manifest, null, 2)}\r\n`;
}

/** Writes both into `folder`. */
export async function writeWindowsManifests(folder: string, relativePath: string): Promise<void> {
  const identity = readExtensionIdentity(process.env);
  for (const family of ['chromium', 'firefox'] as const)
    await writeFile(join(folder, manifestName(family)), makeWindowsManifest(family, relativePath, identity));
}
