// Every place of this machine where a browser may find the host's manifest, in the order in which the browser looks.
import { join } from 'node:path';
import { nativeHostName } from '../../shared/product-ids.ts';
import { type BrowserPlaces, listBrowsers } from './browsers.ts';
import { expandPath, type Machine } from './machine.ts';

type Scope = 'user' | 'system';

export interface ManifestPlace {
  readonly browser: BrowserPlaces;
  readonly scope: Scope;
  /** Windows: the key whose default value is the manifest's path, and which of the registry's two views is meant. */
  readonly registry?: { readonly key: string; readonly view: 32 | 64 };
  /** The manifest itself; on Windows where we would put one. */
  readonly file: string;
}

/**
 * The places of one browser. All take the user's first; Chromium's family looks at the 32-bit view before the 64-bit one,
 * which differ below HKLM only.
 */
export function listManifestPlaces(machine: Machine, browser: BrowserPlaces): ManifestPlace[] {
  const posix = machine.platform === 'win32' ? undefined : browser[machine.platform];
  if (posix)
    return (['user', 'system'] as const).map((scope) => ({
      browser,
      scope,
      file: join(
        expandPath(machine, scope === 'user' ? posix.userFolder : posix.systemFolder),
        `${nativeHostName}.json`,
      ),
    }));
  const windows = machine.platform === 'win32' ? browser.win32 : undefined;
  if (!windows) return [];
  return (['user', 'system'] as const).flatMap((scope) =>
    (scope === 'user' ? [64 as const] : [32 as const, 64 as const]).map((view) => ({
      browser,
      scope,
      registry: {
        key: `${scope === 'user' ? 'HKCU' : 'HKLM'}\\Software\\${windows.key}\\NativeMessagingHosts\\${nativeHostName}`,
        view,
      },
      file: expandPath(
        machine,
        `${scope === 'user' ? '%LocalAppData%' : '%ProgramData%'}\\shebao-cert-assistant\\${browser.family}-manifest.json`,
      ),
    })),
  );
}

/** All places of all browsers that the product knows on this platform. */
export function listAllPlaces(machine: Machine): ManifestPlace[] {
  return listBrowsers(machine.platform).flatMap((browser) => listManifestPlaces(machine, browser));
}
