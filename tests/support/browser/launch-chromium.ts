// Starts Chromium with the built extension and the portal's names.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { builtExtension } from './built-extension.ts';
import type { LaunchOptions } from './launch-options.ts';

/** Chromium heeds the last of several such flags only: all sites stand in one. */
function mapSites({ portal, otherSites = [] }: LaunchOptions): string[] {
  const others = otherSites.map(({ host, port }) => `, MAP ${host} 127.0.0.1:${port}`).join('');
  return portal.chromiumArgs.map((arg) => (arg.startsWith('--host-resolver-rules=') ? `${arg}${others}` : arg));
}

/** `--no-sandbox` only where Chromium demands it: as root. */
export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const profile = join(options.folder, 'chromium');
  mkdirSync(profile, { recursive: true });
  const language = options.language ?? 'zh_CN';
  return puppeteer.launch({
    executablePath: options.executablePath ?? '/usr/bin/chromium',
    headless: options.isHeadless ?? true,
    userDataDir: profile,
    enableExtensions: options.hasExtension === false ? [] : [builtExtension('chrome')],
    defaultViewport: options.isHeadless === false ? null : { width: 1180, height: 860 },
    // Chromium takes its language from LANGUAGE; file names in Chinese need a UTF-8 locale that every Debian has.
    env: { ...process.env, LANGUAGE: language, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', HOME: profile },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...mapSites(options),
      `--lang=${language.replace('_', '-')}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-default-browser-check',
      // Nobody watches a window that is not there, and every frame of a movement is painted by the processor.
      ...(options.isHeadless === false ? [] : ['--force-prefers-reduced-motion']),
    ],
  });
}
