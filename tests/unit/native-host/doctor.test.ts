// The host's check of its own installation: each common fault of an installation is told apart.
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgePolicies, pickPolicies } from '../../../native-host/doctor/browser-policies.ts';
import { countProblems, printReport } from '../../../native-host/doctor/print-report.ts';
import { toPolicies } from '../../../native-host/doctor/read-policies.ts';
import { runDoctor } from '../../../native-host/doctor/run-doctor.ts';
import { chooseLanguage } from '../../../native-host/doctor/words.ts';
import { listAllPlaces } from '../../../native-host/registration/manifest-places.ts';
import { makeNativeManifest } from '../../../native-host/registration/native-manifest.ts';
import { register } from '../../../native-host/registration/register.ts';
import { parseRegistryExport } from '../../../native-host/registration/windows-registry.ts';
import type { FoundModule } from '../../../native-host/token/find-modules.ts';
import { chromiumExtensionId, firefoxExtensionId, nativeHostName } from '../../../shared/product-ids.ts';
import type { DriverReport } from '../../../shared/protocol/messages.ts';
import { commandSchemas } from '../../../shared/protocol/messages.ts';
import { makeScratchMachine, type ScratchMachine } from './support/scratch-machine.ts';

let machine: ScratchMachine;
beforeEach(() => {
  machine = makeScratchMachine();
});
afterEach(() => machine.remove());

const goodModule: FoundModule = {
  driverName: '某品牌',
  kind: 'pkcs11',
  path: '/usr/lib/libvendor.so',
  fileName: 'libvendor.so',
  architectures: ['x64'],
  isLoadable: true,
};
const goodReport: DriverReport = { driverName: '某品牌', fileName: 'libvendor.so', status: 'ok', tokenCount: 1 };

async function examine(modules = [goodModule], reports = [goodReport]) {
  const result = await runDoctor({
    machine,
    paths: machine.paths,
    launcher: machine.launcher,
    askDrivers: async () => ({ modules, reports }),
  });
  // What leaves the host is what the protocol says.
  commandSchemas.doctor.result.parse(result);
  const find = (name: string) => result.checks.find(({ check }) => check === name);
  return { result, find };
}

async function registerAll() {
  for (const place of listAllPlaces(machine))
    if (place.scope === 'system') await register(place, machine.launcher, false);
}

test('a whole installation is green and gives no home folder away', async () => {
  await registerAll();
  const { result } = await examine();
  expect(result.checks.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(JSON.stringify(result)).not.toContain(machine.homeFolder);
  expect(printReport(result, 'zh')).toContain('没有发现问题');
  expect(printReport(result, 'en')).not.toMatch(/[{}]|\?/);
});

describe('registration', () => {
  test('missing is a problem only where the browser is', async () => {
    machine.write('opt/google/chrome/chrome', '');
    const { find } = await examine();
    expect(find('registration-chrome')).toMatchObject({ status: 'problem', details: { reason: 'not-registered' } });
    expect(find('registration-edge')).toMatchObject({ status: 'ok', details: { reason: 'browser-not-found' } });
  });

  test('a broken manifest of the user hides the good one of the machine', async () => {
    await registerAll();
    const path = `home/lihua/.config/google-chrome/NativeMessagingHosts/${nativeHostName}.json`;
    machine.write(path, makeNativeManifest('chromium', '/old/place/host'));
    const { find } = await examine();
    expect(find('registration-chrome')).toMatchObject({
      status: 'problem',
      details: {
        reason: 'program-missing',
        scope: 'user',
        manifest: `~/.config/google-chrome/NativeMessagingHosts/${nativeHostName}.json`,
        hides: expect.stringContaining('/etc/opt/chrome/native-messaging-hosts'),
      },
    });
  });
});

describe('policies', () => {
  const ask = (policies: unknown, isUserLevel = false) =>
    judgePolicies(pickPolicies(policies), {
      hostName: nativeHostName,
      extensionIds: [chromiumExtensionId],
      isUserLevel,
    });

  test.each([
    [{}, 'none'],
    [{ NativeMessagingBlocklist: ['*'] }, 'host-blocked'],
    [{ NativeMessagingBlocklist: [nativeHostName] }, 'host-blocked'],
    [{ NativeMessagingBlocklist: ['*'], NativeMessagingAllowlist: [nativeHostName] }, 'none'],
    [{ NativeMessagingBlocklist: ['com.example.other'] }, 'none'],
    [{ NativeMessagingBlocklist: 'nonsense' }, 'none'],
    [{ ExtensionInstallBlocklist: ['*'] }, 'extension-blocked'],
    [{ ExtensionInstallBlocklist: ['*'], ExtensionInstallAllowlist: [chromiumExtensionId] }, 'none'],
    [
      { ExtensionInstallBlocklist: ['*'], ExtensionInstallForcelist: [`${chromiumExtensionId};http://x/updates.xml`] },
      'installed-by-policy',
    ],
    [{ ExtensionSettings: { '*': { installation_mode: 'blocked' } } }, 'extension-blocked'],
    [
      {
        ExtensionSettings: {
          '*': { installation_mode: 'blocked' },
          [chromiumExtensionId]: { installation_mode: 'force_installed' },
        },
      },
      'installed-by-policy',
    ],
    [{ ExtensionSettings: { [chromiumExtensionId]: { installation_mode: 'removed' } } }, 'extension-blocked'],
  ])('%j: %s', (policies, finding) => {
    expect(ask(policies)).toBe(finding);
  });

  test('hosts of the user are off: a problem only for a manifest of the user', () => {
    expect(ask({ NativeMessagingUserLevelHosts: false }, true)).toBe('user-level-hosts-off');
    expect(ask({ NativeMessagingUserLevelHosts: 0 }, true)).toBe('user-level-hosts-off');
    expect(ask({ NativeMessagingUserLevelHosts: false }, false)).toBe('none');
    expect(ask({ NativeMessagingUserLevelHosts: 1 }, true)).toBe('none');
  });

  test('are found in files, the later file counts, and the check names the source', async () => {
    await registerAll();
    machine.write('etc/opt/edge/policies/managed/10.json', '{"NativeMessagingBlocklist": ["*"]}');
    machine.write(
      'etc/firefox/policies/policies.json',
      JSON.stringify({ policies: { ExtensionSettings: { [firefoxExtensionId]: { installation_mode: 'blocked' } } } }),
    );
    machine.write('etc/opt/chrome/policies/managed/broken.json', '{');
    const { find } = await examine();
    expect(find('policy-edge')).toMatchObject({ status: 'problem', details: { reason: 'host-blocked' } });
    expect(find('policy-edge')?.details.source).toContain('etc/opt/edge/policies/managed/10.json');
    expect(find('policy-firefox')).toMatchObject({ status: 'problem', details: { reason: 'extension-blocked' } });
    expect(find('policy-chrome')).toBeUndefined();
    machine.write('etc/opt/edge/policies/managed/20.json', '{"NativeMessagingBlocklist": []}');
    expect((await examine()).find('policy-edge')).toBeUndefined();
  });

  test('are read from the Windows registry, lists and JSON alike', () => {
    const key = 'HKLM\\Software\\Policies\\Google\\Chrome';
    const tree = parseRegistryExport(
      [
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]',
        '"NativeMessagingUserLevelHosts"=dword:00000000',
        `"ExtensionSettings"="{\\"${chromiumExtensionId}\\":{\\"installation_mode\\":\\"blocked\\"}}"`,
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\NativeMessagingBlocklist]',
        '"1"="com.example.other"',
        '"2"="*"',
      ].join('\r\n'),
    );
    expect(toPolicies(tree, key)).toEqual({
      NativeMessagingBlocklist: ['com.example.other', '*'],
      NativeMessagingUserLevelHosts: 0,
      ExtensionSettings: { [chromiumExtensionId]: { installation_mode: 'blocked' } },
    });
  });
});

describe('drivers', () => {
  const wrongModule: FoundModule = { ...goodModule, driverName: '32位', architectures: ['ia32'], isLoadable: false };
  const wrongReport: DriverReport = {
    driverName: '32位',
    fileName: 'libvendor.so',
    status: 'wrong-architecture',
    tokenCount: 0,
    architecture: 'ia32',
    errorCode: 'DRIVER_WRONG_ARCHITECTURE',
  };

  test('none at all is a problem', async () => {
    const { find } = await examine([], []);
    expect(find('drivers')).toMatchObject({ status: 'problem', details: { reason: 'no-driver' } });
  });

  test('of the wrong bitness: a problem alone, a warning beside one that works', async () => {
    const alone = await examine([wrongModule], [wrongReport]);
    expect(alone.find('driver-1')).toMatchObject({ status: 'problem', details: { architecture: 'ia32' } });
    const beside = await examine([wrongModule, goodModule], [wrongReport, goodReport]);
    expect(beside.find('driver-1')?.status).toBe('warning');
    expect(beside.find('driver-2')?.status).toBe('ok');
  });
});

describe('storage', () => {
  test('a configuration with a mistake is named by file and field', async () => {
    machine.write('home/lihua/.config/shebao-cert-assistant/host.json', '{"logLevel": "loud"}');
    const { find } = await examine();
    expect(find('configuration')).toMatchObject({
      status: 'problem',
      details: { file: '~/.config/shebao-cert-assistant/host.json', field: expect.stringContaining('logLevel') },
    });
  });

  test('a journal that cannot be written is a problem', async () => {
    machine.write('home/lihua/.local/share/shebao-cert-assistant', 'a file where a folder should be');
    const { find, result } = await examine();
    expect(find('journal')).toMatchObject({
      status: 'problem',
      details: { reason: 'journal-not-writable', code: 'ENOTDIR' },
    });
    expect(countProblems(result)).toBe(1);
  });

  test('trying leaves nothing behind', async () => {
    machine.write('home/lihua/.local/share/shebao-cert-assistant/orders/x.jsonl', '');
    expect((await examine()).find('journal')?.status).toBe('ok');
    expect(readdirSync(machine.paths.journalFolder)).toEqual(['x.jsonl']);
  });
});

test('browsers in a cage get a warning', async () => {
  machine.write('snap/bin/firefox', '');
  machine.write('snap/bin/chromium', '');
  machine.write('home/lihua/.local/share/flatpak/app/com.google.Chrome/x', '');
  const { result } = await examine();
  const warnings = result.checks.filter(({ check }) => check.startsWith('confined-browser'));
  expect(warnings.map(({ status, details }) => [status, details.reason])).toEqual([
    ['warning', 'snap-firefox'],
    ['warning', 'snap'],
    ['warning', 'flatpak'],
  ]);
});

describe('a Firefox that looks below /usr/lib64', () => {
  const [lib64, lib] = ['lib64', 'lib'].map(
    (folder) => `usr/${folder}/mozilla/native-messaging-hosts/${nativeHostName}.json`,
  ) as [string, string];
  const firefox = async () => (await examine()).find('registration-firefox');

  test('is not helped by a manifest in /usr/lib', async () => {
    machine.write('usr/lib64/firefox/firefox', '');
    machine.write(lib, makeNativeManifest('firefox', machine.launcher));
    expect(await firefox()).toMatchObject({ status: 'problem', details: { reason: 'not-registered' } });
    machine.write(lib64, makeNativeManifest('firefox', machine.launcher));
    expect(await firefox()).toMatchObject({ status: 'ok', details: { reason: 'registered', scope: 'system' } });
  });

  test('is registered there and, for a build of Mozilla’s own, in /usr/lib', async () => {
    machine.write('usr/lib64/firefox/firefox', '');
    const files = listAllPlaces(machine)
      .filter(({ browser, scope }) => browser.name === 'firefox' && scope === 'system')
      .map(({ file }) => file.replace(`${machine.rootFolder}/`, ''));
    expect(files).toEqual([lib64, lib]);
  });
});

test('words: Chinese where the system is Chinese', () => {
  expect(['zh-CN', 'zh-Hans-CN', 'en-US', 'de'].map((locale) => chooseLanguage({}, locale))).toEqual([
    'zh',
    'zh',
    'en',
    'en',
  ]);
  expect(chooseLanguage({ LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'en-US')).toBe('zh');
  expect(chooseLanguage({ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'zh-CN')).toBe('en');
});
