// The tar.gz without an administrator: unpack, install, use, install again, remove.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeHostName } from '../../../shared/product-ids.ts';
import type { Unit } from '../../portal/ca/unit.ts';
import type { Portal } from '../../portal/start-portal.ts';
import type { MadeToken } from '../../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../../support/files/scratch.ts';
import { startHost } from '../../support/host/host-client.ts';
import { prepareRenewal } from '../../support/host/host-renewal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { exampleUnit, otherUnit } from '../../support/portal/units.ts';
import { makeReadyToken } from '../../support/token/ready-token.ts';
import { type FleetMachine, makeFleetMachine } from '../support/fleet-machine.ts';
import { findPackage, packagedCaller, readIndex } from '../support/packages.ts';

let scratch: Scratch;
let portal: Portal;
let token: MadeToken;
let home: string;
let unpacked: string;
let environment: Record<string, string>;
beforeAll(async () => {
  scratch = makeScratch();
  // A home as some clerks have it.
  home = join(scratch.folder, '李 华');
  mkdirSync(home);
  execFileSync('tar', ['-xzf', findPackage('-linux-x64.tar.gz'), '-C', scratch.folder]);
  unpacked = join(scratch.folder, `shebao-cert-assistant-${readIndex().version}-linux-x64`);
  portal = await startReadyPortal({ issueDelayMs: 60, stateDir: join(scratch.folder, 'portal') });
  token = await plugIn('社保U盾', exampleUnit);
  environment = { HOME: home, LANG: 'C', LC_ALL: '', SUDO_USER: '', SOFTHSM2_CONF: token.softhsmConf };
  for (const name of ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME']) environment[name] = '';
});
afterAll(async () => {
  await portal.close();
  scratch.remove();
});

const plugIn = (label: string, unit: Unit) =>
  makeReadyToken({ dir: join(scratch.folder, 'hsm'), label, pin: '246813', keyAlgorithm: 'RSA-2048', unit, portal });
const run = (program: string, args: readonly string[] = [], more: Record<string, string> = {}) =>
  spawnSync(program, args, { env: { ...process.env, ...environment, ...more }, encoding: 'utf8' });
const target = () => join(home, '.local/lib/shebao-cert-assistant');
const launcher = () => join(target(), 'shebao-cert-host');
const manifests = () =>
  [
    '.config/google-chrome/NativeMessagingHosts',
    '.config/microsoft-edge/NativeMessagingHosts',
    '.config/chromium/NativeMessagingHosts',
    '.mozilla/native-messaging-hosts',
  ].map((folder) => join(home, folder, `${nativeHostName}.json`));

test('brings its own Node, licences and nobody’s user number', () => {
  const list = execFileSync('tar', ['-tvzf', findPackage('-linux-x64.tar.gz'), '--numeric-owner'], {
    encoding: 'utf8',
  });
  expect(
    list
      .trim()
      .split('\n')
      .filter((line) => !/^(d|-)rw[x-]r-[x-]r-[x-] 0\/0 /.test(line)),
  ).toEqual([]);
  expect(execFileSync(join(unpacked, 'program/node'), ['--version'], { encoding: 'utf8' })).toBe(
    `${process.version}\n`,
  );
  expect(readFileSync(join(unpacked, 'program/THIRD-PARTY-LICENCES.txt'), 'utf8')).toMatch(/pkcs11js[\s\S]+Node\.js/);
});

describe('per user', () => {
  test('installs, registers with every browser, says where it is', () => {
    const { status, stdout } = run('sh', [join(unpacked, 'install.sh')]);
    expect(stdout).toContain(target());
    expect(status).toBe(0);
    for (const manifest of manifests()) expect(JSON.parse(readFileSync(manifest, 'utf8')).path).toBe(launcher());
    expect(JSON.parse(readFileSync(manifests()[0] ?? '', 'utf8')).allowed_origins).toEqual(packagedCaller());
    expect(run(launcher(), ['--doctor']).status).toBe(0);
  });

  test('the installed host renews a certificate', async () => {
    const host = startHost({ environment, caller: packagedCaller(), command: [launcher()] });
    await prepareRenewal(portal, token, host).runWhole();
    const { tokens } = await host.call('list-tokens', {});
    expect(tokens[0]?.certificates).toHaveLength(2);
    expect(await host.close()).toBe(0);
  });

  test('installs over itself while a browser uses it', async () => {
    const host = startHost({ environment, caller: packagedCaller(), command: [launcher()] });
    await host.call('hello', { protocolMin: 1, protocolMax: 2, extensionVersion: '0' });
    writeFileSync(join(target(), 'forgotten.cjs'), '');
    expect(run('sh', [join(unpacked, 'install.sh'), '--user']).status).toBe(0);
    expect(existsSync(join(target(), 'forgotten.cjs'))).toBe(false);
    expect((await host.call('list-tokens', {})).tokens).toHaveLength(1);
    expect(await host.close()).toBe(0);
    expect(run(launcher(), ['--doctor']).status).toBe(0);
  });

  test('speaks Chinese to a Chinese system', () => {
    const { stdout } = run('sh', [join(unpacked, 'install.sh')], { LANG: 'zh_CN.UTF-8' });
    expect(stdout).toContain('已安装到');
    expect(stdout).toContain('没有改动');
  });

  test('leaves another program’s registration alone, and says so by words and exit code', () => {
    const [chrome = ''] = manifests();
    const other = join(home, 'other-host');
    writeFileSync(other, '#!/bin/sh\n');
    chmodSync(other, 0o755);
    const foreign = JSON.stringify({ name: nativeHostName, path: other, type: 'stdio', allowed_origins: [] });
    writeFileSync(chrome, foreign);
    const { status, stdout } = run('sh', [join(unpacked, 'install.sh')]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/Google Chrome: another program is registered there/);
    expect(readFileSync(chrome, 'utf8')).toBe(foreign);
    expect(run(launcher(), ['--register', '--force']).status).toBe(0);
    expect(run(launcher(), ['--doctor']).status).toBe(0);
  });

  test('refuses what would end badly before anything is changed', () => {
    expect(run('sh', [join(unpacked, 'install.sh'), '--everywhere']).status).toBe(2);
    const asSudo = run('sh', [join(unpacked, 'install.sh')], { SUDO_USER: 'lihua' });
    expect(process.getuid?.() === 0 ? asSudo.status : 1).toBe(1);
    const broken = join(scratch.folder, 'broken');
    execFileSync('cp', ['-R', unpacked, broken]);
    writeFileSync(join(broken, 'program/node'), 'for another processor');
    const { status, stderr } = run('sh', [join(broken, 'install.sh')]);
    expect(status).toBe(1);
    expect(stderr).toContain('cannot run here');
    expect(run(launcher(), ['--doctor']).status).toBe(0);
  });

  test('uninstall takes program, manifests and finished orders, and keeps what is under way', async () => {
    const host = startHost({ environment, caller: packagedCaller(), command: [launcher()] });
    const started = prepareRenewal(portal, await plugIn('另一个U盾', otherUnit), host);
    await started.createRequest();
    await host.close();
    const orders = join(home, '.local/share/shebao-cert-assistant/orders');
    expect(readdirSync(orders)).toHaveLength(2);
    const { status, stdout } = run('sh', [join(target(), 'uninstall.sh')]);
    expect(status).toBe(0);
    expect(stdout).toContain(orders);
    expect([target(), join(home, '.cache/shebao-cert-assistant'), ...manifests()].filter(existsSync)).toEqual([]);
    expect(readdirSync(orders)).toEqual([`${started.orderId}.jsonl`]);
  });

  test('installed anew, it goes on with the order; without one it leaves nothing', async () => {
    expect(run('sh', [join(unpacked, 'install.sh')]).status).toBe(0);
    const host = startHost({ environment, caller: packagedCaller(), command: [launcher()] });
    const { orders } = await host.call('list-orders', { includeFinished: false });
    expect(orders).toHaveLength(1);
    await host.call('abandon-order', { orderId: orders[0]?.orderId ?? '' });
    await host.close();
    const { status, stdout } = run('sh', [join(target(), 'uninstall.sh')]);
    expect(status).toBe(0);
    expect(stdout).not.toContain('under way');
    expect(existsSync(join(home, '.local/share/shebao-cert-assistant'))).toBe(false);
  });

  test('uninstall from the archive removes nothing', () => {
    expect(run('sh', [join(unpacked, 'uninstall.sh')]).status).toBe(2);
    expect(existsSync(join(unpacked, 'program/node'))).toBe(true);
  });
});

// Root's own home and the system's folders: on a machine that is thrown away.
describe.skipIf(process.getuid?.() !== 0)('for the whole machine', () => {
  let machine: FleetMachine;
  beforeAll(async () => {
    machine = await makeFleetMachine();
  });
  afterAll(() => machine.close());
  const program = '/opt/shebao-cert-assistant';
  const inMachine = (...command: string[]) => machine.run('env', `HOME=${home}`, 'LANG=C', ...command);

  test('installs for everybody whatever the administrator’s umask, and removes what it installed', () => {
    inMachine('sh', '-c', 'umask 077; exec sh "$1" --system', 'sh', join(unpacked, 'install.sh'));
    const modes = inMachine('stat', '-c', '%a %U', program, `${program}/node`, `${program}/host.cjs`);
    expect(modes).toBe('755 root\n755 root\n644 root\n');
    const manifest = `/etc/chromium/native-messaging-hosts/${nativeHostName}.json`;
    expect(inMachine('stat', '-c', '%a', '/etc/chromium/native-messaging-hosts', manifest)).toBe('755\n644\n');
    expect(JSON.parse(inMachine('cat', manifest)).path).toBe(`${program}/shebao-cert-host`);
    expect(inMachine(`${program}/shebao-cert-host`, '--doctor')).toContain('No problem found.');
    inMachine('sh', `${program}/uninstall.sh`);
    expect(() => inMachine('ls', program)).toThrow();
    expect(() => inMachine('ls', manifest)).toThrow();
  });
});
