// The setup program in a Windows of its own (wine): installed, used for a whole renewal, updated, refused, removed.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildHelper } from '../../../installers/windows/build-helper.ts';
import { buildNsis } from '../../../installers/windows/build-nsis.ts';
import { buildWindowsHost } from '../../../installers/windows/build-windows-host.ts';
import { chromiumExtensionId, firefoxExtensionId, nativeHostName } from '../../../shared/product-ids.ts';
import type { MadeToken } from '../../portal/token/make-token.ts';
import { assertSkfUsable, listSkfContainers } from '../../support/token/judge-skf-token.ts';
import { assertUsable, listObjects } from '../../support/token/judge-token.ts';
import { assertSigned, makeSigningKey, type SigningKey } from '../../support/wine/make-signing-key.ts';
import { journalFolder, startWindowsClerk, type WindowsClerk } from '../../support/wine/windows-clerk.ts';

const older = '0.9.0';
const newer = '0.10.0';
const installed = 'AppData/Local/Programs/ShebaoCertAssistant';
const uninstallKey = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\ShebaoCertAssistant';
const runOnceKey = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce';
const chrome = 'HKEY_CURRENT_USER\\Software\\Google\\Chrome';

let clerk: WindowsClerk;
let signing: SigningKey;
let token: MadeToken;
const setups: Record<string, string> = {};
/** The registry as it was before anything of ours touched it. */
let untouched: string[];

const listKeys = async () => [...(await clerk.wine.readRegistry('HKEY_CURRENT_USER\\Software')).keys()].sort();
const install = (version: string, ...more: string[]) => clerk.wine.run(setups[version] ?? '', ['/S', ...more]);
const readInstalled = async (name: string) =>
  (await clerk.wine.readRegistry(uninstallKey)).get(uninstallKey.toLowerCase())?.get(name);
/** Of a program in a version's folder: the folder above that. */
const folderOf = (program: string) => program.split('\\').slice(0, -2).join('\\');
const waitFor = async (condition: () => Promise<boolean>) => {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await condition()) return;
    await sleep(500);
  }
  throw new Error('it never came true');
};

beforeAll(async () => {
  clerk = await startWindowsClerk();
  signing = await makeSigningKey(clerk.folder);
  Object.assign(process.env, signing.environment, { SOURCE_DATE_EPOCH: '1795500000' });
  const { folder, iconFile } = await buildWindowsHost(newer, join(clerk.folder, 'build'));
  for (const version of [older, newer]) {
    const outFile = join(clerk.folder, `shebao-cert-assistant-${version}-windows-x64.exe`);
    const workFolder = join(clerk.folder, `nsis-${version}`);
    await mkdir(workFolder);
    await buildNsis({ version, hostFolder: folder, iconFile, workFolder, outFile, isQuick: true });
    setups[version] = outFile;
  }
  token = await clerk.makeToken('P-256');
  clerk.configureHost();
  // A browser that is registered with only where it is.
  const qq = join(clerk.wine.driveC, 'Program Files/Tencent/QQBrowser/QQBrowser.exe');
  await mkdir(dirname(qq), { recursive: true });
  await writeFile(qq, '');
  // Empty on a new wine, there on every Windows.
  const always = [uninstallKey.replace(/\\\w+$/, ''), runOnceKey].map((key) => `[${key}]`);
  const registryFile = join(clerk.wine.driveC, 'always.reg');
  await writeFile(registryFile, ['Windows Registry Editor Version 5.00', ...always, ''].join('\r\n\r\n'));
  await clerk.wine.run('regedit', ['/S', 'C:\\always.reg']);
  untouched = await listKeys();
}, 600_000);
afterAll(() => clerk.close(), 60_000);

describe('a first installation', () => {
  test('puts files and registry keys where they belong, without asking anything', async () => {
    expect(await install(older)).toBe(0);
    expect((await clerk.list(installed)).sort()).toEqual([older, 'chromium.json', 'firefox.json', 'uninstall.exe']);
    expect((await clerk.list(`${installed}/${older}`)).sort()).toEqual([
      'LICENSE.txt',
      'THIRD-PARTY-LICENCES.txt',
      'koffi.node',
      'pkcs11.node',
      'shebao-cert-files.txt',
      'shebao-cert-helper32.exe',
      'shebao-cert-host.exe',
    ]);
    const program = `C:\\users\\${clerk.wine.profile.split('/').at(-1)}\\${installed.replaceAll('/', '\\')}\\${older}\\shebao-cert-host.exe`;
    for (const key of ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium', 'Tencent\\QQBrowser']) {
      const found = await clerk.findProgram(`HKEY_CURRENT_USER\\Software\\${key}`);
      expect(found.program).toBe(program);
      expect(found.manifest).toMatchObject({
        name: nativeHostName,
        type: 'stdio',
        allowed_origins: [`chrome-extension://${chromiumExtensionId}/`],
      });
    }
    const firefox = await clerk.findProgram('HKEY_CURRENT_USER\\Software\\Mozilla');
    expect(firefox.program).toBe(program);
    expect(firefox.manifest).toMatchObject({ allowed_extensions: [firefoxExtensionId] });
    expect(firefox.manifest).not.toHaveProperty('allowed_origins');
    const added = (await listKeys()).filter((key) => !untouched.includes(key));
    expect(added.filter((key) => key.includes('360'))).toEqual([]);
  });

  test('stands among the apps of the settings', async () => {
    expect(await readInstalled('DisplayVersion')).toBe(older);
    expect(await readInstalled('UninstallString')).toMatch(/^"C:\\users\\.*\\uninstall\.exe"$/);
    expect(await readInstalled('EstimatedSize')).toBeGreaterThan(80_000);
    const icon = String(await readInstalled('DisplayIcon'));
    expect(existsSync(clerk.wine.toLinux(icon))).toBe(true);
  });

  test('everything that runs is signed, the uninstaller too', async () => {
    await assertSigned(setups[older] ?? '', signing);
    const folder = join(clerk.wine.profile, installed);
    for (const file of [
      'uninstall.exe',
      `${older}/shebao-cert-host.exe`,
      `${older}/shebao-cert-helper32.exe`,
      `${older}/pkcs11.node`,
      `${older}/koffi.node`,
    ])
      await assertSigned(join(folder, file), signing);
  });

  test("the host's own check finds it in order", async () => {
    const { program } = await clerk.findProgram(chrome);
    // As a help desk types it: the name alone, in the program's folder.
    const folder = program.slice(0, program.lastIndexOf('\\'));
    const line = `cd /d ${folder} && shebao-cert-host.exe --doctor --json`;
    const { stdout } = await clerk.wine.capture('C:\\windows\\system32\\cmd.exe', ['/d', '/s', '/c', line]);
    const { checks, platform } = JSON.parse(stdout) as {
      platform: string;
      checks: { check: string; status: string; details: Record<string, unknown> }[];
    };
    expect(platform).toBe('win32');
    const states = Object.fromEntries(checks.map(({ check, status }) => [check, status]));
    expect(states).toMatchObject({
      program: 'ok',
      'registration-qq': 'ok',
      'driver-1': 'ok',
      configuration: 'ok',
      journal: 'ok',
    });
    expect(checks.filter(({ status }) => status === 'problem')).toEqual([]);
  });
});

describe('the installed host', () => {
  test('answers as a browser expects', async () => {
    const { program } = await clerk.findProgram(chrome);
    const host = clerk.startHost(program);
    const answer = await host.call('hello', { protocolMin: 1, protocolMax: 2, extensionVersion: older });
    expect(answer).toMatchObject({ platform: 'win32', architecture: 'x64', protocol: 2 });
    expect(await host.close()).toBe(0);
  });

  test('lists the token and renews its certificate', async () => {
    const { program } = await clerk.findProgram(chrome);
    const host = clerk.startHost(program);
    const { tokens, drivers } = await host.call('list-tokens', {});
    expect(drivers).toMatchObject([{ driverName: '软件U盾', status: 'ok', tokenCount: 1 }]);
    expect(tokens).toMatchObject([{ chipNumber: token.chipNumber, label: token.label }]);
    const done = await clerk.renew(host, token).runWhole();
    expect(done.order.state).toBe('verified');
    expect(await host.close()).toBe(0);
    // The last word is with programs of Linux that nobody here wrote.
    const { certificateIds, privateKeyIds } = listObjects(token);
    expect(certificateIds).toHaveLength(2);
    expect(privateKeyIds).toHaveLength(2);
    for (const id of certificateIds) assertUsable(token, id, clerk.portal.caCertificates.chain);
  });

  test('lists a token of SKF and renews its SM2 pair', async () => {
    const pair = await clerk.makeSkfPair();
    clerk.configureHost('skf');
    const { program } = await clerk.findProgram(chrome);
    const host = clerk.startHost(program);
    const { tokens, drivers } = await host.call('list-tokens', {});
    expect(drivers).toMatchObject([{ status: 'ok', tokenCount: 1 }]);
    expect(tokens).toMatchObject([{ chipNumber: pair.chipNumber, label: pair.label }]);
    const { order, certificate, encryptionCertificate } = await clerk.renew(host, pair).runWhole();
    expect(order.state).toBe('verified');
    expect([certificate.usage, encryptionCertificate?.usage]).toEqual(['signing', 'encryption']);
    expect(await host.close()).toBe(0);
    clerk.configureHost();
    const containers = listSkfContainers(pair);
    expect(containers).toHaveLength(2);
    for (const container of containers) assertSkfUsable(container, await clerk.portal.openSm2Chain());
  });

  test('drives a token through the helper, which is built for 64 bits here', async () => {
    const helper = join(clerk.folder, 'helper64.exe');
    await buildHelper('windows-x64', older, join(clerk.folder, 'helper64'), helper);
    const script = join(clerk.folder, 'ask-driver.cjs');
    const entry = fileURLToPath(new URL('../../support/wine/ask-driver.ts', import.meta.url));
    await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', outfile: script });
    const { program } = await clerk.findProgram(chrome);
    for (const through of [[], [helper]]) {
      const args = [script, program, clerk.tokenLibrary, token.pin, ...through];
      const { stdout } = await clerk.wine.capture(clerk.wine.nodeExe, args, clerk.tokenEnvironment);
      expect(JSON.parse(stdout)).toEqual({
        serialNumber: token.chipNumber,
        label: token.label,
        isOldKeyGood: true,
        isNewKeyGood: true,
        destroyed: 2,
      });
    }
  });

  test.each([
    ['pkcs11.node', 'pkcs11'],
    ['koffi.node', 'skf'],
  ] as const)('an addon of another version (%s) is not loaded', async (name, kind) => {
    clerk.configureHost(kind);
    const addon = join(clerk.wine.profile, installed, older, name);
    const bytes = readFileSync(addon);
    await writeFile(addon, Buffer.concat([bytes, Buffer.from([0])]));
    const { program } = await clerk.findProgram(chrome);
    const host = clerk.startHost(program);
    const { drivers } = await host.call('list-tokens', {});
    expect(drivers).toMatchObject([{ status: 'load-failed' }]);
    await host.close();
    await writeFile(addon, bytes);
    clerk.configureHost();
  });
});

describe('an update', () => {
  test('goes through while the old version works, and the old one works on', async () => {
    const { program } = await clerk.findProgram(chrome);
    const running = clerk.startHost(program);
    await running.call('hello', { protocolMin: 1, protocolMax: 2, extensionVersion: older });
    expect(await install(newer)).toBe(0);
    const next = await clerk.findProgram(chrome);
    expect(next.program).toBe(program.replace(older, newer));
    // Its driver's process starts only now, from its own folder.
    expect((await running.call('list-tokens', {})).tokens).toHaveLength(1);
    const fresh = clerk.startHost(next.program);
    expect((await fresh.call('list-tokens', {})).tokens).toHaveLength(1);
    expect(await readInstalled('DisplayVersion')).toBe(newer);
    const later = await clerk.wine.readRegistry(runOnceKey);
    expect([...(later.get(runOnceKey.toLowerCase())?.keys() ?? [])]).toEqual([`ShebaoCertAssistant ${older}`]);
    await running.close();
    await fresh.close();
    // What the next log-on does.
    const command = String(later.get(runOnceKey.toLowerCase())?.get(`ShebaoCertAssistant ${older}`));
    expect(command).toBe(`"${folderOf(program)}\\uninstall.exe" /S /VERSION=${older}`);
    await clerk.wine.run(`${folderOf(program)}\\uninstall.exe`, ['/S', `/VERSION=${older}`]);
    await waitFor(async () => (await clerk.list(installed)).length === 4);
    expect((await clerk.list(installed)).sort()).toEqual([newer, 'chromium.json', 'firefox.json', 'uninstall.exe']);
    expect(await readInstalled('DisplayVersion')).toBe(newer);
    // Nor does it take the version in use, or lead anywhere else.
    for (const name of [newer, `..\\${newer}`, '..', '']) {
      await clerk.wine.run(`${folderOf(program)}\\uninstall.exe`, [
        '/S',
        `/VERSION=${name}`,
        `_?=${folderOf(program)}`,
      ]);
      expect((await clerk.list(`${installed}/${newer}`)).length).toBeGreaterThan(4);
    }
  });

  test('the same once more clears what is left of the old version', async () => {
    expect(await install(newer)).toBe(0);
    expect((await clerk.list(installed)).sort()).toEqual([newer, 'chromium.json', 'firefox.json', 'uninstall.exe']);
    const later = await clerk.wine.readRegistry(runOnceKey);
    expect([...(later.get(runOnceKey.toLowerCase())?.keys() ?? [])]).toEqual([]);
  });

  test('the same once more, while it works', async () => {
    const { program } = await clerk.findProgram(chrome);
    const running = clerk.startHost(program);
    await running.call('hello', { protocolMin: 1, protocolMax: 2, extensionVersion: newer });
    expect(await install(newer)).toBe(0);
    const fresh = clerk.startHost(program);
    expect((await fresh.call('list-tokens', {})).tokens).toHaveLength(1);
    await fresh.close();
    await running.close();
  });

  test('an older one is refused by its exit code, and changes nothing', async () => {
    const before = await listKeys();
    expect(await install(older)).toBe(3);
    expect(await readInstalled('DisplayVersion')).toBe(newer);
    expect(await clerk.list(`${installed}/${older}`)).toEqual([]);
    expect(await listKeys()).toEqual(before);
  });
});

describe('removal', () => {
  const uninstall = async () => {
    expect(await clerk.wine.run(join(clerk.wine.profile, installed, 'uninstall.exe'), ['/S'])).toBe(0);
    // It goes on from a copy of itself, so that it can remove itself.
    await waitFor(async () => !existsSync(join(clerk.wine.profile, installed)));
  };

  test('leaves nothing but the journal of an order that is under way; a new installation finishes it', async () => {
    const first = clerk.startHost((await clerk.findProgram(chrome)).program);
    const rsaToken = await clerk.makeToken('RSA-2048');
    const renewal = clerk.renew(first, rsaToken);
    const request = await renewal.createRequest();
    await first.close();
    // The other two are finished: the renewal and the pair over SKF in the tests before.
    const journals = await clerk.list(journalFolder);
    expect(journals).toHaveLength(3);
    expect(journals).toContain(`${renewal.orderId}.jsonl`);

    await uninstall();
    expect(await listKeys()).toEqual(untouched);
    expect(await clerk.list(journalFolder)).toEqual([`${renewal.orderId}.jsonl`]);
    expect(await clerk.list('AppData/Roaming/shebao-cert-assistant')).toEqual([]);

    expect(await install(newer)).toBe(0);
    clerk.configureHost();
    const second = clerk.startHost((await clerk.findProgram(chrome)).program);
    renewal.continueWith(second);
    const resumed = await second.call('resume-order', { orderId: renewal.orderId });
    expect(resumed.pkcs10).toBe(request.pkcs10);
    await renewal.submit(request);
    expect((await renewal.install(await renewal.fetchBundle())).order.state).toBe('verified');
    await second.close();
    for (const id of listObjects(rsaToken).certificateIds)
      assertUsable(rsaToken, id, clerk.portal.caCertificates.chain);
  });

  test('leaves nothing at all when every order is done', async () => {
    await uninstall();
    expect(await listKeys()).toEqual(untouched);
    const local = await readdir(join(clerk.wine.profile, 'AppData/Local'));
    expect(local.filter((name) => /shebao/i.test(name))).toEqual([]);
    expect(await clerk.list('AppData/Roaming/shebao-cert-assistant')).toEqual([]);
    expect(statSync(join(clerk.wine.profile, 'AppData/Local/Programs'), { throwIfNoEntry: false })?.isDirectory()).toBe(
      true,
    );
  });
});

describe('a folder of the clerk’s choice', () => {
  const papers = () => join(clerk.wine.driveC, 'papers');
  const write = async (...names: string[]) => {
    for (const name of names) {
      await mkdir(dirname(join(papers(), name)), { recursive: true });
      await writeFile(join(papers(), name), name);
    }
  };
  const listPapers = async () => (await readdir(papers(), { recursive: true })).sort();

  test.each([
    ['with papers in it', ['wages.xls']],
    ['with another program’s uninstaller and manifest', ['uninstall.exe', 'chromium.json']],
    ['with a folder in it that is called like a version of ours', [`${newer}/photo.jpg`]],
  ])('%s is refused by its exit code, and nothing is changed', async (_, names) => {
    await write(...names);
    const before = await listPapers();
    expect(await install(newer, '/D=C:\\papers')).toBe(6);
    expect(await listPapers()).toEqual(before);
    expect(await listKeys()).toEqual(untouched);
    for (const name of names) expect(readFileSync(join(papers(), name), 'utf8')).toBe(name);
    await rm(papers(), { recursive: true });
  });

  test('empty, it is taken; updated and removed, everything stays in it that is not ours', async () => {
    await mkdir(papers());
    expect(await install(older, '/D=C:\\papers')).toBe(0);
    const foreign = ['notes.txt', 'photos/cat.jpg', 'photos/LICENSE.txt', `${older}/mine.txt`];
    await write(...foreign);
    // Named again or found in the registry: the folder is ours by now.
    expect(await install(newer)).toBe(0);
    expect(await listPapers()).toEqual(expect.arrayContaining([...foreign, `${newer}/shebao-cert-host.exe`]));
    expect(await listPapers()).not.toContain(`${older}/shebao-cert-host.exe`);
    expect(await clerk.wine.run(join(papers(), 'uninstall.exe'), ['/S'])).toBe(0);
    await waitFor(async () => !existsSync(join(papers(), 'uninstall.exe')));
    expect(await listPapers()).toEqual(['photos', older, ...foreign].sort());
    for (const name of foreign) expect(readFileSync(join(papers(), name), 'utf8')).toBe(name);
    expect(await listKeys()).toEqual(untouched);
  });
});
