// A desk in a fleet: the host from the .deb, the extension and its settings by the packaged policies, then a renewal.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { nativeHostName } from '../../../shared/product-ids.ts';
import type { Portal } from '../../portal/start-portal.ts';
import type { MadeToken } from '../../portal/token/make-token.ts';
import { goToOperationWindow, readText, runRenewal, verifyPin, waitForScreen } from '../../support/browser/clerk.ts';
import { listPages } from '../../support/browser/find-page.ts';
import { launchFirefox } from '../../support/browser/launch-firefox.ts';
import { makeScratch, type Scratch } from '../../support/files/scratch.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../../support/portal/units.ts';
import { assertUsable, listObjects } from '../../support/token/judge-token.ts';
import { makeReadyToken } from '../../support/token/ready-token.ts';
import { type FleetMachine, makeFleetMachine } from '../support/fleet-machine.ts';
import { findPackage, readIndex } from '../support/packages.ts';
import { startUpdateServer, type UpdateServer } from '../support/update-server.ts';

const siteName = { zh: '管理员给的网站', en: 'The site that the administrator gave' };
/** What the administrator of this fleet adds to the packaged example. */
const managedProfile = JSON.stringify({ ...chongqingProfile, displayName: siteName });

// Mount namespaces with an overlay are root's.
describe.skipIf(process.getuid?.() !== 0)('a desk in a fleet', () => {
  let scratch: Scratch;
  let portal: Portal;
  let machine: FleetMachine;
  let server: UpdateServer;
  beforeAll(async () => {
    scratch = makeScratch();
    portal = await startReadyPortal({ issueDelayMs: 60, stateDir: join(scratch.folder, 'portal') });
    machine = await makeFleetMachine();
    server = await startUpdateServer();
    machine.run('dpkg', '-i', '--force-depends', findPackage('_amd64.deb'));
    // An administrator who trusts no extension and no host, with the exceptions of the example.
    // The last one is the test's: as a rule Chromium shows puppeteer no page of an extension that a policy installed.
    machine.write(
      '/etc/chromium/policies/managed/00-baseline.json',
      JSON.stringify({
        NativeMessagingBlocklist: ['*'],
        ExtensionInstallBlocklist: ['*'],
        DeveloperToolsAvailability: 1,
      }),
    );
    machine.write(
      '/etc/chromium/policies/managed/shebao-cert-assistant.json',
      readExample('linux/shebao-cert-assistant.json', (policies, id) => {
        policies['3rdparty'].extensions[id].profile = managedProfile;
      }),
    );
    machine.write(
      '/etc/firefox/policies/policies.json',
      readExample('firefox/policies.json', ({ policies }, _, id) => {
        policies['3rdparty'].Extensions[id].profile = managedProfile;
      }),
    );
  });
  afterAll(async () => {
    await server?.close();
    await machine?.close();
    await portal?.close();
    scratch?.remove();
  });

  // biome-ignore lint/suspicious/noExplicitAny: the examples' own tests check their form.
  type Edit = (json: any, chromiumId: string, firefoxId: string) => void;
  function readExample(name: string, edit: Edit): string {
    const text = execFileSync('unzip', ['-p', findPackage('-policies.zip'), name], { encoding: 'utf8' });
    const json = JSON.parse(server.addressed(text));
    const { chromiumId, firefoxId } = readIndex().extension;
    edit(json, chromiumId, firefoxId);
    return JSON.stringify(json);
  }

  const plugIn = (name: string): Promise<MadeToken> =>
    makeReadyToken({
      dir: join(scratch.folder, name),
      label: '社保U盾',
      pin: '246813',
      keyAlgorithm: 'P-256',
      unit: exampleUnit,
      portal,
    });

  /** From the bureau's home page to the new certificate, by hand and eye. */
  async function renew(browser: Browser, page: Page, token: MadeToken): Promise<void> {
    page.on('dialog', (dialog) => void dialog.accept());
    const window = await goToOperationWindow({ browser, page });
    await waitForScreen(window, 'form');
    expect(await readText(window, 'site-name')).toContain(siteName.zh);
    await verifyPin(window, token.pin);
    expect((await runRenewal(window)).title).toBe('证书安装成功');
    const { certificateIds } = listObjects(token);
    expect(certificateIds).toHaveLength(2);
    for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
  }

  test('this machine is not touched', () => {
    expect(machine.run('ls', `/etc/chromium/native-messaging-hosts/${nativeHostName}.json`)).toContain(nativeHostName);
    expect(() => execFileSync('ls', ['/usr/lib/shebao-cert-assistant'], { stdio: 'pipe' })).toThrow();
  });

  describe('Chromium', () => {
    let browser: Browser;
    let token: MadeToken;
    beforeAll(async () => {
      token = await plugIn('chromium-token');
      const profile = join(scratch.folder, 'chromium');
      mkdirSync(profile);
      browser = await puppeteer.launch({
        executablePath: machine.makeEntrance('/usr/bin/chromium'),
        userDataDir: profile,
        // Puppeteer's browsers would load no extensions and ask no update server.
        enableExtensions: true,
        ignoreDefaultArgs: ['--disable-background-networking'],
        defaultViewport: { width: 1180, height: 860 },
        env: {
          ...process.env,
          LANGUAGE: 'zh_CN',
          LANG: 'C.UTF-8',
          LC_ALL: 'C.UTF-8',
          HOME: profile,
          SOFTHSM2_CONF: token.softhsmConf,
        },
        args: ['--no-sandbox', ...portal.chromiumArgs, '--lang=zh-CN', '--no-first-run', '--no-default-browser-check'],
      });
    });
    afterAll(() => browser?.close());

    test('fetches the extension from the firm’s server and installs it, unasked', async () => {
      const { chromiumId } = readIndex().extension;
      const target = await browser.waitForTarget(
        (one) => one.type() === 'service_worker' && one.url().startsWith(`chrome-extension://${chromiumId}/`),
        { timeout: 60_000 },
      );
      expect(target.url()).toContain(chromiumId);
      expect(server.requests).toEqual(expect.arrayContaining(['/updates.xml']));
      expect(server.requests.some((path) => path.endsWith('.crx'))).toBe(true);
    });

    test('hands the extension the administrator’s settings', async () => {
      const page = await browser.newPage();
      await page.goto(`chrome-extension://${readIndex().extension.chromiumId}/units.html`);
      const readSetting = async (name: string) => {
        const values = (await page.evaluate('chrome.storage.managed.get()')) as Record<string, unknown>;
        return values[name];
      };
      // Chromium is some seconds late with it.
      await expect.poll(() => readSetting('language'), { timeout: 30_000 }).toBe('zh_CN');
      expect(await readSetting('openSetupOnInstall')).toBe(false);
      expect(await readSetting('profile')).toBe(managedProfile);
      expect(await readSetting('units')).toHaveLength(1);
      await page.close();
    });

    test('a clerk renews with the host of the .deb, which the policies allow by name', async () => {
      expect(await listPages(browser, '/setup.html')).toEqual([]);
      const page = await browser.newPage();
      await renew(browser, page, token);
    });
  });

  describe('Firefox', () => {
    let browser: Browser;
    let token: MadeToken;
    beforeAll(async () => {
      token = await plugIn('firefox-token');
      process.env.SOFTHSM2_CONF = token.softhsmConf;
      process.env.CLERK_BROWSER = 'firefox';
      browser = await launchFirefox({
        folder: join(scratch.folder, 'firefox-desk'),
        portal,
        hasExtension: false,
        executablePath: machine.makeEntrance('/usr/bin/firefox-esr'),
        // As ESR allows: nobody can have an add-on signed for a test.
        preferences: { 'xpinstall.signatures.required': false },
      });
    });
    afterAll(async () => {
      delete process.env.SOFTHSM2_CONF;
      delete process.env.CLERK_BROWSER;
      await browser?.close();
    });

    test('fetches the add-on and installs it, and a clerk renews with the administrator’s profile', async () => {
      await expect.poll(() => server.requests.some((path) => path.endsWith('.xpi')), { timeout: 60_000 }).toBe(true);
      const page = await browser.newPage();
      await renew(browser, page, token);
    });
  });
});
