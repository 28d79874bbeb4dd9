// A real Chromium with the built extension, the real host and the simulated portal: what a clerk sits in front of.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { chromiumExtensionId, nativeHostName } from '../../shared/product-ids.ts';
import type { Portal } from '../portal/start-portal.ts';
import { hostScript } from './host-client.ts';

const extensionFolder = join(
  process.env.WXT_OUT ?? fileURLToPath(new URL('../../.output', import.meta.url)),
  'chrome-mv3',
);

export interface ClerkBrowserOptions {
  /** For profile, native manifest and launcher. Nothing is written elsewhere. */
  readonly folder: string;
  readonly portal: Portal;
  /** Environment of the host: SOFTHSM2_CONF, XDG_…, SHIM_…; not seen by the browser itself. */
  readonly hostEnvironment: Readonly<Record<string, string>>;
  readonly isHeadless?: boolean;
  readonly language?: 'zh_CN' | 'en';
  /** False leaves the host uninstalled, `forbidden` registers it for another extension. */
  readonly hostManifest?: boolean | 'forbidden';
  /** Replaces the host's command, for hosts that break. */
  readonly hostCommand?: string;
  readonly darkMode?: boolean;
  /** False for a browser as it is without us. */
  readonly hasExtension?: boolean;
}

export interface ClerkBrowser {
  readonly browser: Browser;
  /** The first tab. */
  readonly page: Page;
  /** Texts of the alerts that pages have shown, each confirmed as a clerk does. */
  readonly alerts: string[];
  /** Registers the host after all, where `hostManifest` was false. */
  installHost(): void;
  close(): Promise<void>;
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Registers the host for this browser profile only: a manifest and a launcher in the profile's folder. */
function installHost(
  { folder, hostEnvironment, hostManifest = true, hostCommand }: ClerkBrowserOptions,
  profile: string,
): void {
  if (hostManifest === false) return;
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
  const manifests = join(profile, 'NativeMessagingHosts');
  mkdirSync(manifests, { recursive: true });
  const allowed = hostManifest === 'forbidden' ? 'a'.repeat(32) : chromiumExtensionId;
  const manifest = {
    name: nativeHostName,
    description: '社保证书助手',
    path: launcher,
    type: 'stdio',
    allowed_origins: [`chrome-extension://${allowed}/`],
  };
  writeFileSync(join(manifests, `${nativeHostName}.json`), JSON.stringify(manifest));
}

/** Starts the browser. `--no-sandbox` only where Chromium demands it: as root. */
export async function openClerkBrowser(options: ClerkBrowserOptions): Promise<ClerkBrowser> {
  const profile = join(options.folder, 'chromium');
  mkdirSync(profile, { recursive: true });
  installHost(options, profile);
  const language = options.language ?? 'zh_CN';
  const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    headless: options.isHeadless ?? true,
    userDataDir: profile,
    enableExtensions: options.hasExtension === false ? [] : [extensionFolder],
    defaultViewport: options.isHeadless === false ? null : { width: 1180, height: 860 },
    // Chromium takes its language from LANGUAGE; file names in Chinese need a UTF-8 locale that every Debian has.
    env: { ...process.env, LANGUAGE: language, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', HOME: profile },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...options.portal.chromiumArgs,
      `--lang=${language.replace('_', '-')}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-default-browser-check',
    ],
  });
  const alerts: string[] = [];
  const watch = (page: Page) => {
    page.on('dialog', (dialog) => {
      alerts.push(dialog.message());
      void dialog.accept();
    });
  };
  const [page] = await browser.pages();
  if (!page) throw new Error('Chromium opened no tab');
  watch(page);
  if (options.darkMode) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  return {
    browser,
    page,
    alerts,
    installHost: () => installHost({ ...options, hostManifest: true }, profile),
    close: () => browser.close(),
  };
}
