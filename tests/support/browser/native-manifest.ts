// Registers the real host for one browser profile only: a launcher and a native-messaging manifest in the test's folder.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumExtensionId, firefoxExtensionId, nativeHostName } from '../../../shared/product-ids.ts';
import { hostScript } from '../host/host-client.ts';
import type { BrowserName } from './browser-name.ts';

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

export interface HostLauncherOptions {
  readonly folder: string;
  /** SOFTHSM2_CONF, XDG_…, SHIM_…; not seen by the browser itself. */
  readonly hostEnvironment: Readonly<Record<string, string>>;
  /** Replaces the host's command, for hosts that break. */
  readonly hostCommand?: string;
}

/** Writes what the browser is to start, with the host's environment in it. @returns its path */
export function writeHostLauncher({ folder, hostEnvironment, hostCommand }: HostLauncherOptions): string {
  const launcher = join(folder, 'native-host.sh');
  const environment = Object.entries(hostEnvironment).map(([name, value]) => `export ${name}=${quote(value)}`);
  const command = hostCommand ?? `exec ${quote(process.execPath)} ${quote(hostScript)} "$@"`;
  const lines = [
    '#!/bin/sh',
    'unset NODE_OPTIONS NODE_EXTRA_CA_CERTS',
    `export NODE_COMPILE_CACHE=${quote(join(folder, 'compile-cache'))}`,
  ];
  writeFileSync(launcher, [...lines, ...environment, command, ''].join('\n'));
  chmodSync(launcher, 0o755);
  return launcher;
}

/** Home folder of the browser; Firefox looks for manifests below it. */
export const browserHome = (folder: string) => join(folder, 'home');

/** Where the browser, started on this test's folder, looks for manifests. */
function nativeManifestFolder(name: BrowserName, folder: string): string {
  return name === 'firefox'
    ? join(browserHome(folder), '.mozilla', 'native-messaging-hosts')
    : join(folder, 'chromium', 'NativeMessagingHosts');
}

/** Where an earlier test may have left one. */
export function removeHostManifest(name: BrowserName, folder: string): void {
  rmSync(join(nativeManifestFolder(name, folder), `${nativeHostName}.json`), { force: true });
}

export interface ManifestOptions {
  readonly folder: string;
  readonly launcher: string;
  /** Registers the host for another extension. */
  readonly isForbidden?: boolean;
}

export function writeHostManifest(name: BrowserName, { folder, launcher, isForbidden = false }: ManifestOptions): void {
  const callers =
    name === 'firefox'
      ? { allowed_extensions: [isForbidden ? 'another@extension.example' : firefoxExtensionId] }
      : { allowed_origins: [`chrome-extension://${isForbidden ? 'a'.repeat(32) : chromiumExtensionId}/`] };
  const manifests = nativeManifestFolder(name, folder);
  mkdirSync(manifests, { recursive: true });
  const manifest = { name: nativeHostName, description: '社保证书助手', path: launcher, type: 'stdio', ...callers };
  writeFileSync(join(manifests, `${nativeHostName}.json`), JSON.stringify(manifest));
}
