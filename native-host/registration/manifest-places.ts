// Every place of this machine where a browser may find the host's manifest, in the order in which the browser looks.
import { existsSync } from 'node:fs';
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
  /** The browser that this machine's distribution brings does not look here; another build of it would. */
  readonly isForOtherBuild?: true;
}

/**
 * The places of one browser. All take the user's first; Chromium's family looks at the 32-bit view before the 64-bit one,
 * which differ below HKLM only.
 */
export function listManifestPlaces(machine: Machine, browser: BrowserPlaces): ManifestPlace[] {
  const posix = machine.platform === 'win32' ? undefined : browser[machine.platform];
  if (posix) {
    const { userFolder, systemFolder, distribution } = posix;
    const place = (scope: Scope, folder: string): ManifestPlace => ({
      browser,
      scope,
      file: join(expandPath(machine, folder), `${nativeHostName}.json`),
    });
    const isDistributed = distribution?.signs.some((sign) => existsSync(expandPath(machine, sign)));
    if (!distribution || !isDistributed) return [place('user', userFolder), place('system', systemFolder)];
    return [
      place('user', userFolder),
      place('system', distribution.systemFolder),
      { ...place('system', systemFolder), isForOtherBuild: true },
    ];
  }
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
