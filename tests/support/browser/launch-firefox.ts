// Starts Firefox ESR with the built extension, unsigned and temporary, and the portal's names.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { firefoxExtensionId } from '../../../shared/product-ids.ts';
import { builtExtension } from './built-extension.ts';
import { askFirefox } from './firefox-system.ts';
import type { LaunchOptions } from './launch-options.ts';
import { browserHome } from './native-manifest.ts';

/** Firefox draws an extension's origin by lot for each profile; here it is fixed, so that tests know it. */
export const firefoxOriginUuid = '5d1f0c3e-2b7a-4c86-9a51-7e90d4b3f628';

/** Firefox can give a name another address but not another port: a proxy script sends both sites to the simulated portal. */
function writeProxyScript({ portal, otherSites = [] }: LaunchOptions): string {
  const sites = ['rlsbj.cq.gov.cn', 'os.ezca.org'].map((host) => ({ host, port: portal.port }));
  const ports = Object.fromEntries([...sites, ...otherSites].map(({ host, port }) => [host, port]));
  const script = `function FindProxyForURL(url, host) {
    const port = ${JSON.stringify(ports)}[host];
    return port ? 'PROXY 127.0.0.1:' + port : 'DIRECT';
  }`;
  return `data:application/x-ns-proxy-autoconfig,${encodeURIComponent(script)}`;
}

export interface FirefoxOptions extends LaunchOptions {
  /** Beside those that every test needs. */
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
}

/** System access is for what WebDriver BiDi has no command for, see firefox-system.ts. */
export async function launchFirefox(options: FirefoxOptions): Promise<Browser> {
  const home = browserHome(options.folder);
  mkdirSync(home, { recursive: true });
  const language = (options.language ?? 'zh_CN').replace('_', '-');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: options.executablePath ?? '/usr/bin/firefox-esr',
    headless: options.isHeadless ?? true,
    userDataDir: join(options.folder, 'firefox'),
    defaultViewport: options.isHeadless === false ? null : { width: 1180, height: 860 },
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', HOME: home },
    args: ['-remote-allow-system-access'],
    extraPrefsFirefox: {
      'network.proxy.type': 2,
      'network.proxy.autoconfig_url': writeProxyScript(options),
      'intl.locale.requested': language === 'en' ? 'en-US' : language,
      'intl.accept_languages': language === 'en' ? 'en-US, en' : 'zh-CN, zh',
      'extensions.webextensions.uuids': JSON.stringify({ [firefoxExtensionId]: firefoxOriginUuid }),
      // A kept browser installs the extension many times.
      'extensions.webextensions.keepUuidOnUninstall': true,
      // Nobody could click the browser's own question.
      'extensions.webextOptionalPermissionPrompts': false,
      // Nobody watches, and half of a Firefox's work here is painting.
      'layout.frame_rate': 20,
      'browser.tabs.animate': false,
      ...(options.isHeadless === false ? {} : { 'ui.prefersReducedMotion': 1 }),
      'sidebar.revamp': false,
      ...options.preferences,
    },
  });
  if (options.hasExtension !== false) await browser.installExtension(builtExtension('firefox'));
  // The cursor of a new Firefox stands in the address bar, and puppeteer's clicks do not take it into the page.
  await askFirefox(browser, 'gBrowser.selectedBrowser.focus()');
  return browser;
}
