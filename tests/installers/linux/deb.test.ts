// The Debian package in a root folder that holds its dependencies and nothing else: install, use, upgrade, remove.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oldestGlibc } from '../../../installers/linux/build-addon.ts';
import { nativeHostName } from '../../../shared/product-ids.ts';
import type { Portal } from '../../portal/start-portal.ts';
import type { MadeToken } from '../../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../../support/files/scratch.ts';
import { startHost } from '../../support/host/host-client.ts';
import { prepareRenewal } from '../../support/host/host-renewal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../../support/portal/units.ts';
import { makeReadyToken } from '../../support/token/ready-token.ts';
import { type BareRoot, makeBareRoot, moveTokensInto } from '../support/bare-root.ts';
import { findPackage, packagedCaller, readIndex } from '../support/packages.ts';

const manifests = [
  '/etc/opt/chrome/native-messaging-hosts',
  '/etc/chromium/native-messaging-hosts',
  '/etc/opt/edge/native-messaging-hosts',
  '/usr/lib/mozilla/native-messaging-hosts',
].map((folder) => `${folder}/${nativeHostName}.json`);
const program = '/usr/lib/shebao-cert-assistant/shebao-cert-host';
let deb: string;
beforeAll(() => {
  deb = findPackage('_amd64.deb');
});

const readDeb = (...args: string[]) => execFileSync('dpkg-deb', [...args], { encoding: 'utf8' });

describe('the package', () => {
  test('says what it is', () => {
    expect(readDeb('-f', deb, 'Package', 'Version', 'Architecture')).toBe(
      `Package: shebao-cert-assistant\nVersion: ${readIndex().version}\nArchitecture: amd64\n`,
    );
    expect(readDeb('-f', deb, 'Depends')).toContain(`libc6 (>= ${oldestGlibc})`);
    const parts = readDeb('-I', deb);
    // A conffile would outlive the package and leave browsers with a manifest for a program that is gone.
    expect(parts).not.toContain('conffiles');
    expect(parts).toContain('md5sums');
  });

  test('holds files of root that everybody may read and only root may write', () => {
    const lines = readDeb('-c', deb).trim().split('\n');
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.filter((line) => !/^(-rwxr-xr-x|-rw-r--r--|drwxr-xr-x|lrwxrwxrwx) root\/root /.test(line))).toEqual(
      [],
    );
    const links = lines.filter((line) => line.startsWith('l'));
    for (const manifest of manifests) expect(links.join('\n')).toContain(`.${manifest} -> `);
  });

  test('is readable by dpkg of Debian 11', () => {
    // zstd came with dpkg 1.21.18.
    expect(execFileSync('ar', ['t', deb], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      'debian-binary',
      'control.tar.xz',
      'data.tar.xz',
    ]);
  });
});

// chroot and mknod are root's.
describe.skipIf(process.getuid?.() !== 0)('installed', () => {
  let scratch: Scratch;
  let root: BareRoot;
  let portal: Portal;
  let token: MadeToken;
  let environment: Record<string, string>;
  const start = () =>
    startHost({ environment, caller: packagedCaller(), command: ['chroot', root.folder, '/usr/bin/shebao-cert-host'] });
  const run = (...args: string[]) =>
    spawnSync('chroot', [root.folder, '/usr/bin/shebao-cert-host', ...args], {
      env: { ...process.env, ...environment },
      encoding: 'utf8',
    });

  /** The package as an older version, with a file that the new one has no more. */
  function makeOlderDeb(): string {
    const folder = join(scratch.folder, 'older');
    readDeb('-R', deb, folder);
    const control = join(folder, 'DEBIAN/control');
    writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, 'Version: 0.0.1'));
    writeFileSync(join(folder, 'usr/lib/shebao-cert-assistant/forgotten.cjs'), '');
    appendFileSync(join(folder, 'usr/share/shebao-cert-assistant/firefox-manifest.json'), '\n\n');
    const older = join(scratch.folder, 'older.deb');
    readDeb('--root-owner-group', '-Zgzip', '-z1', '--build', folder, older);
    return older;
  }

  beforeAll(async () => {
    scratch = makeScratch();
    root = makeBareRoot();
    portal = await startReadyPortal({ issueDelayMs: 60, stateDir: join(scratch.folder, 'portal') });
    token = await makeReadyToken({
      dir: join(scratch.folder, 'hsm'),
      label: '社保U盾',
      pin: '246813',
      keyAlgorithm: 'P-256',
      unit: exampleUnit,
      portal,
    });
    environment = { HOME: '/root', LANG: 'C', SOFTHSM2_CONF: moveTokensInto(root, token.softhsmConf) };
    for (const name of ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME']) environment[name] = '';
  });
  afterAll(async () => {
    await portal.close();
    root.remove();
    scratch.remove();
  });

  test('an older version, and this one over it', () => {
    root.dpkg('-i', makeOlderDeb());
    expect(root.has('usr/lib/shebao-cert-assistant/forgotten.cjs')).toBe(true);
    root.dpkg('-i', deb);
    expect(root.has('usr/lib/shebao-cert-assistant/forgotten.cjs')).toBe(false);
    expect(root.dpkg('-l', 'shebao-cert-assistant')).toMatch(new RegExp(`^ii +\\S+ +${readIndex().version}`, 'm'));
    expect(root.dpkg('--verify', 'shebao-cert-assistant')).toBe('');
  });

  test('every browser’s manifest leads to the program and lets the packaged extension in', () => {
    for (const manifest of manifests) {
      expect(lstatSync(join(root.folder, manifest)).isSymbolicLink()).toBe(true);
      const text = execFileSync('chroot', [
        root.folder,
        '/bin/sh',
        '-c',
        `while read -r l; do echo "$l"; done < ${manifest}`,
      ]);
      const { path, allowed_origins, allowed_extensions } = JSON.parse(text.toString('utf8'));
      expect(path).toBe(program);
      expect(allowed_origins ?? allowed_extensions).toEqual(
        manifest.includes('mozilla') ? [readIndex().extension.firefoxId] : packagedCaller(),
      );
    }
    expect(root.has(program)).toBe(true);
  });

  test('the host runs on the listed dependencies alone and renews a certificate', async () => {
    const host = start();
    const hello = await host.call('hello', { protocolMin: 1, protocolMax: 2, extensionVersion: '0' });
    expect(hello.hostVersion).toBe(readIndex().version);
    const { tokens } = await host.call('list-tokens', {});
    expect(tokens.map(({ chipNumber }) => chipNumber)).toEqual([token.chipNumber]);
    await prepareRenewal(portal, token, host).runWhole();
    const { tokens: after } = await host.call('list-tokens', {});
    expect(after[0]?.certificates).toHaveLength(2);
    expect(await host.close()).toBe(0);
  });

  test('answers nobody but the packaged extension', async () => {
    const host = startHost({
      environment,
      caller: [`chrome-extension://${'a'.repeat(32)}/`],
      command: ['chroot', root.folder, program],
    });
    await expect(host.call('list-tokens', {})).rejects.toMatchObject({ code: 'CALLER_NOT_ALLOWED' });
    await host.close();
  });

  test('--doctor is green, on the command line and over frames', async () => {
    const { stdout, status } = run('--doctor');
    expect(stdout).toContain('No problem found.');
    expect(status).toBe(0);
    const host = start();
    const { checks } = await host.call('doctor', {});
    await host.close();
    expect(checks.filter(({ status: of }) => of !== 'ok')).toEqual([]);
    expect(checks.filter(({ details }) => details.reason === 'registered')).toHaveLength(4);
    expect(checks.find(({ check }) => check === 'driver-1')?.details.tokens).toBe(1);
  });

  test('--doctor finds the manifest of the user that hides the package’s', () => {
    const folder = join(root.folder, 'root/.config/chromium/NativeMessagingHosts');
    mkdirSync(folder, { recursive: true });
    const old = { name: nativeHostName, path: '/gone', type: 'stdio', allowed_origins: packagedCaller() };
    writeFileSync(join(folder, `${nativeHostName}.json`), JSON.stringify(old));
    const { stdout, status } = run('--doctor');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^✗ Chromium:.*\[registration-chromium\]$/m);
    expect(run('--unregister', '--browser', 'chromium').status).toBe(0);
    expect(run('--doctor').status).toBe(0);
  });

  test('removed: manifests and program are gone, orders are not', () => {
    const orders = join(root.folder, 'root/.local/share/shebao-cert-assistant/orders');
    expect(existsSync(orders)).toBe(true);
    root.dpkg('-r', 'shebao-cert-assistant');
    for (const path of [...manifests, '/usr/lib/shebao-cert-assistant', '/usr/share/shebao-cert-assistant'])
      expect(root.has(path)).toBe(false);
    expect(root.has('/usr/bin/shebao-cert-host')).toBe(false);
    expect(existsSync(orders)).toBe(true);
  });

  test('purged: says where the orders are', () => {
    root.dpkg('-i', deb);
    expect(root.dpkg('-P', 'shebao-cert-assistant')).toContain('.local/share/shebao-cert-assistant/orders');
    expect(root.dpkg('-l')).not.toContain('shebao-cert-assistant');
  });
});
