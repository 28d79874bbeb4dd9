// The MSI in a Windows of its own (wine): rolled out silently with an administrator's properties, used, updated, refused, removed.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildMsi } from '../../../installers/windows/build-msi.ts';
import { buildNsis } from '../../../installers/windows/build-nsis.ts';
import { buildWindowsHost } from '../../../installers/windows/build-windows-host.ts';
import { chromiumExtensionId, firefoxExtensionId, nativeHostName } from '../../../shared/product-ids.ts';
import { assertUsable, listObjects } from '../../support/token/judge-token.ts';
import { assertSigned, makeSigningKey, type SigningKey } from '../../support/wine/make-signing-key.ts';
import { startWindowsClerk, type WindowsClerk } from '../../support/wine/windows-clerk.ts';

const older = '0.9.0';
const newer = '0.10.0';
const updateUrl = 'https://updates.example.cn/shebao/updates.xml';
const machine = 'HKEY_LOCAL_MACHINE\\Software';
/** What MSI answers for "not installed, see the log" (ERROR_INSTALL_FAILURE). */
const refused = 1603 & 0xff;

let clerk: WindowsClerk;
let signing: SigningKey;
let setup: string;
const packages: Record<string, string> = {};
let untouched: string[];

/** Keys that anything of ours could be in, in both views of the registry. */
const listKeys = async () => {
  const keys = [...(await clerk.wine.readRegistry(machine)).keys()];
  return keys.filter((key) => /shebao|nativemessaging|\\policies\\|currentversion\\uninstall/i.test(key)).sort();
};
const install = (version: string, properties: readonly string[] = []) =>
  clerk.wine.run('msiexec', ['/qn', '/i', `Z:${packages[version]?.replaceAll('/', '\\')}`, ...properties]);
const readValue = async (key: string, name: string) =>
  (await clerk.wine.readRegistry(`${machine}\\${key}`)).get(`${machine}\\${key}`.toLowerCase())?.get(name);
const hostKey = (browser: string) => `${browser}\\NativeMessagingHosts\\${nativeHostName}`;
const listInstalled = () => clerk.list('../../Program Files/ShebaoCertAssistant');

beforeAll(async () => {
  clerk = await startWindowsClerk();
  signing = await makeSigningKey(clerk.folder);
  Object.assign(process.env, signing.environment, { SOURCE_DATE_EPOCH: '1795500000' });
  for (const version of [older, newer]) {
    // Windows compares the program's own version with the package's before it removes it.
    const { folder: hostFolder, iconFile } = await buildWindowsHost(version, join(clerk.folder, `build-${version}`));
    const common = { version, hostFolder, iconFile };
    const base = join(clerk.folder, `shebao-cert-assistant-${version}-windows-x64`);
    await buildMsi({ ...common, workFolder: join(clerk.folder, `msi-${version}`), outFile: `${base}.msi` });
    packages[version] = `${base}.msi`;
    if (version !== newer) continue;
    setup = `${base}.exe`;
    const workFolder = join(clerk.folder, 'nsis');
    await mkdir(workFolder);
    await buildNsis({ ...common, workFolder, outFile: setup, isQuick: true });
  }
  clerk.configureHost();
  untouched = await listKeys();
}, 600_000);
afterAll(() => clerk.close(), 60_000);

test('it is signed', () => assertSigned(packages[newer] ?? '', signing));

describe('rolled out with properties', () => {
  test('half of a wish is refused', async () => {
    expect(await install(older, ['EXTENSION_FORCELIST=1'])).toBe(refused);
    expect(await listInstalled()).toEqual([]);
    expect(await listKeys()).toEqual(untouched);
  });

  test('registers with the browsers that were named, in both views, and writes policies', async () => {
    const wishes = ['EXTENSION_FORCELIST=1', `EXTENSION_UPDATE_URL=${updateUrl}`, 'HOST_ALLOWLIST=1'];
    expect(await install(older, ['BROWSERS=chrome,firefox', ...wishes])).toBe(0);
    expect((await listInstalled()).sort()).toEqual([older, 'chromium.json', 'firefox.json']);
    const folder = 'C:\\Program Files\\ShebaoCertAssistant\\';
    for (const view of ['', 'Wow6432Node\\']) {
      expect(await readValue(`${view}${hostKey('Google\\Chrome')}`, '')).toBe(`${folder}chromium.json`);
      expect(await readValue(`${view}${hostKey('Mozilla')}`, '')).toBe(`${folder}firefox.json`);
      expect(await readValue(`${view}${hostKey('Microsoft\\Edge')}`, '')).toBeUndefined();
      expect(await readValue(`${view}${hostKey('Tencent\\QQBrowser')}`, '')).toBeUndefined();
    }
    const policies = 'Policies\\Google\\Chrome';
    expect(await readValue(`${policies}\\ExtensionInstallForcelist`, '7001')).toBe(
      `${chromiumExtensionId};${updateUrl}`,
    );
    expect(await readValue(`${policies}\\NativeMessagingAllowlist`, '7001')).toBe(nativeHostName);
    expect(await readValue('Policies\\Microsoft\\Edge\\NativeMessagingAllowlist', '7001')).toBeUndefined();
  });

  test('the host that a browser starts does a whole renewal', async () => {
    const firefox = await clerk.findProgram(`${machine}\\Mozilla`);
    expect(firefox.manifest).toMatchObject({ allowed_extensions: [firefoxExtensionId] });
    const { program, manifest } = await clerk.findProgram(`${machine}\\Google\\Chrome`);
    expect(manifest).toMatchObject({ allowed_origins: [`chrome-extension://${chromiumExtensionId}/`] });
    expect(program).toBe(`C:\\Program Files\\ShebaoCertAssistant\\${older}\\shebao-cert-host.exe`);
    expect(firefox.program).toBe(program);
    const token = await clerk.makeToken('RSA-2048');
    const host = clerk.startHost(program);
    const done = await clerk.renew(host, token).runWhole();
    expect(done.order.state).toBe('verified');
    expect(await host.close()).toBe(0);
    const { certificateIds } = listObjects(token);
    expect(certificateIds).toHaveLength(2);
    for (const id of certificateIds) assertUsable(token, id, clerk.portal.caCertificates.chain);
  });

  test('the setup program for one user steps back', async () => {
    expect(await clerk.wine.run(setup, ['/S'])).toBe(4);
    expect(await clerk.list('AppData/Local/Programs/ShebaoCertAssistant')).toEqual([]);
  });
});

describe('an update', () => {
  test('takes the place of the old version, with the properties that it was given', async () => {
    expect(await install(newer)).toBe(0);
    expect((await listInstalled()).sort()).toEqual([newer, 'chromium.json', 'firefox.json']);
    for (const browser of [
      'Google\\Chrome',
      'Microsoft\\Edge',
      'Chromium',
      'Mozilla',
      'Tencent\\QQBrowser',
      '360Chrome\\Chrome',
    ])
      expect((await clerk.findProgram(`${machine}\\${browser}`)).program).toContain(`\\${newer}\\`);
    const policies = (await listKeys()).filter((key) => /policies.*(forcelist|allowlist)/.test(key));
    expect(policies).toEqual([]);
    const { program } = await clerk.findProgram(`${machine}\\Google\\Chrome`);
    const host = clerk.startHost(program);
    expect((await host.call('list-tokens', {})).tokens).toHaveLength(1);
    await host.close();
  });

  test('an older one is refused', async () => {
    const before = await listKeys();
    expect(await install(older)).toBe(refused);
    expect(await listKeys()).toEqual(before);
    expect(await clerk.list(`../../Program Files/ShebaoCertAssistant/${older}`)).toEqual([]);
  });
});

test('removal leaves nothing on the machine', async () => {
  expect(await clerk.wine.run('msiexec', ['/qn', '/x', `Z:${packages[newer]?.replaceAll('/', '\\')}`])).toBe(0);
  expect(await listInstalled()).toEqual([]);
  expect(await listKeys()).toEqual(untouched);
});
