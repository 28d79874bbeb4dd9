// What a help desk asks of the host at a terminal, and that the extension gets the same answer over the port.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { productVersion } from '../../shared/version.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { hostScript, startHost } from '../support/host/host-client.ts';

const launcher = join(dirname(hostScript), 'shebao-cert-host');
let scratch: Scratch;
let environment: Record<string, string>;
beforeEach(() => {
  scratch = makeScratch();
  // Chromium's family looks below XDG_CONFIG_HOME, Firefox below the home.
  environment = { ...scratch.hostEnvironment, HOME: scratch.folder, LANG: 'C', LC_ALL: '', LC_MESSAGES: '' };
});
afterEach(() => scratch.remove());

const run = (args: string[], more: Record<string, string> = {}) =>
  spawnSync(launcher, args, { env: { ...process.env, ...environment, ...more }, encoding: 'utf8' });

test('registered, the installation is found good; taken back, it is not', () => {
  expect(run(['--register']).status).toBe(0);
  const registered = JSON.parse(run(['--doctor', '--json']).stdout);
  const find = (name: string) => registered.checks.find(({ check }: { check: string }) => check === name);
  for (const browser of ['chrome', 'edge', 'chromium', 'firefox'])
    expect(find(`registration-${browser}`)).toMatchObject({ status: 'ok', details: { reason: 'registered' } });
  expect(JSON.stringify(registered)).not.toContain(scratch.folder);
  expect(run(['--unregister', '--browser', 'chromium']).stdout).toContain('no longer registered');
  expect(run(['--doctor']).stdout).toMatch(/Google Chrome: registered[\s\S]*Chromium: not/);
});

test('the extension is told the same', async () => {
  run(['--register']);
  const { stdout } = run(['--doctor', '--json']);
  const host = startHost({ environment });
  const answer = await host.call('doctor', {});
  expect(await host.close()).toBe(0);
  const withoutDisk = (checks: { check: string }[]) => checks.filter(({ check }) => check !== 'disk-space');
  expect(answer.hostVersion).toBe(productVersion);
  expect(withoutDisk(answer.checks)).toEqual(withoutDisk(JSON.parse(stdout).checks));
});

test('a configuration that is wrong is named, and the other checks go on', () => {
  scratch.configureHost({ logLevel: 'loud' });
  const { stdout, status } = run(['--doctor']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/✗ .*host\.json is wrong: logLevel/);
  expect(stdout).toContain('[disk-space]');
});

test('speaks the language of the system, and says what it does not understand', () => {
  expect(run(['--help'], { LANG: 'zh_CN.UTF-8' }).stdout).toContain('检查安装情况');
  expect(run(['--help']).stdout).toContain('checks the installation');
  expect(run(['--regster']).status).toBe(2);
  expect(run(['--register', '--browser', 'netscape'])).toMatchObject({ status: 2, stdout: '' });
});
