// Which driver files are taken, and by whom they are loaded: this process, the helper for 32-bit ones, or nobody.
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultConfig } from '../../../native-host/config.ts';
import { findModules } from '../../../native-host/token/find-modules.ts';
import { isGuardedFile } from '../../../native-host/token/is-guarded-file.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'modules-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The beginning of a DLL: DOS header, PE signature, machine (34404 is x64, 332 is ia32). */
function writeDll(name: string, machine: number): string {
  const head = Buffer.alloc(0x60);
  head.writeUInt16LE(0x5a4d, 0);
  head.writeUInt32LE(0x40, 0x3c);
  head.writeUInt32LE(0x00004550, 0x40);
  head.writeUInt16LE(machine, 0x44);
  mkdirSync(root, { recursive: true });
  const path = join(root, name);
  writeFileSync(path, head);
  return path;
}
const [x64, ia32, arm64] = [34404, 332, 43620];
const helper = { path: 'C:\\helper.exe', architecture: 'ia32' } as const;
const find = (drivers: { name: string; path: string }[], withHelper: boolean) =>
  findModules(
    { ...defaultConfig, drivers, useKnownDrivers: false },
    { platform: 'linux', architecture: 'x64', environment: {}, helper: withHelper ? helper : null },
  );

test('a 64-bit driver is loaded here, a 32-bit one by the helper', async () => {
  const found = await find(
    [
      { name: 'A', path: writeDll('a.dll', x64) },
      { name: 'B', path: writeDll('b.dll', ia32) },
    ],
    true,
  );
  expect(found).toMatchObject([
    { driverName: 'A', isLoadable: true, architectures: ['x64'] },
    { driverName: 'B', isLoadable: true, architectures: ['ia32'], helper: helper.path },
  ]);
  expect(found[0]).not.toHaveProperty('helper');
});

test('without the helper a 32-bit driver is named as what it is', async () => {
  const found = await find([{ name: 'B', path: writeDll('b.dll', ia32) }], false);
  expect(found).toMatchObject([{ driverName: 'B', isLoadable: false, architectures: ['ia32'] }]);
});

test('the 32-bit twin of a driver that can be loaded here is left out', async () => {
  const twins = [
    { name: 'A', path: writeDll('32.dll', ia32) },
    { name: 'A', path: writeDll('64.dll', x64) },
  ];
  for (const withHelper of [true, false])
    expect(await find(twins, withHelper)).toMatchObject([{ fileName: '64.dll', isLoadable: true }]);
});

test('a file that nobody can load gives way to one that the helper can', async () => {
  const twins = [
    { name: 'A', path: writeDll('arm.dll', arm64) },
    { name: 'A', path: writeDll('32.dll', ia32) },
  ];
  expect(await find(twins, true)).toMatchObject([{ fileName: '32.dll', helper: helper.path }]);
  expect(await find(twins, false)).toMatchObject([{ isLoadable: false }, { isLoadable: false }]);
});

test('a library that others could have put there is named, and not loaded', async () => {
  const path = writeDll('a.dll', x64);
  chmodSync(path, 0o666);
  expect(await find([{ name: 'A', path }], true)).toMatchObject([{ isLoadable: false, isUnguarded: true }]);
  chmodSync(path, 0o644);
  chmodSync(root, 0o777);
  expect(await find([{ name: 'A', path }], true)).toMatchObject([{ isLoadable: false, isUnguarded: true }]);
  chmodSync(root, 0o755);
  expect(await find([{ name: 'A', path }], true)).toMatchObject([{ isLoadable: true }]);
  chownSync(root, 65534, 65534);
  expect(await find([{ name: 'A', path }], true)).toMatchObject([{ isLoadable: false, isUnguarded: true }]);
  // A link is as good as what it leads to.
  const link = join(root, 'link.dll');
  symlinkSync(path, link);
  expect(await find([{ name: 'A', path: link }], true)).toMatchObject([{ isUnguarded: true }]);
});

const windows = {
  SystemRoot: 'C:\\Windows',
  ProgramFiles: 'C:\\Program Files',
  'ProgramFiles(x86)': 'C:\\Program Files (x86)',
};

test.each([
  ['C:\\Windows\\System32\\eps2003csp11.dll', true],
  ['c:\\windows\\SysWOW64\\ngp11v211.dll', true],
  ['C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll', true],
  ['C:\\Program Files (x86)\\Vendor\\p11.dll', true],
  ['C:\\SoftHSM2\\lib\\softhsm2-x64.dll', false],
  ['C:\\Users\\clerk\\p11.dll', false],
  ['C:\\ProgramData\\Vendor\\p11.dll', false],
  ['C:\\Windows\\Temp\\p11.dll', false],
  ['C:\\Windows\\System32\\spool\\drivers\\color\\p11.dll', false],
  ['C:\\Windows\\..\\SoftHSM2\\p11.dll', false],
  ['C:\\Program Files Fake\\p11.dll', false],
  ['\\\\server\\share\\p11.dll', false],
  ['D:\\p11.dll', false],
])('on Windows %s is guarded: %s', async (path, isGuarded) => {
  expect(await isGuardedFile(path, 'win32', windows, async () => '')).toBe(isGuarded);
});

/** As Windows 10 has it on its program folders. */
const usual =
  'D:PAI(A;;FA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)(A;CIIO;GA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;BA)(A;OICIIO;GA;;;BA)(A;;0x1200a9;;;BU)(A;OICIIO;GXGR;;;BU)(A;OICIIO;GA;;;CO)(A;;0x1200a9;;;AC)(A;OICIIO;GXGR;;;AC)';

test.each([
  ['as usual', usual, true],
  ['with read rights by words', 'D:(A;ID;FRFX;;;BU)(A;ID;FA;;;BA)', true],
  ['changed by Users', `${usual}(A;OICI;0x1301bf;;;BU)`, false],
  ['full for Everyone', 'D:AI(A;OICI;FA;;;WD)', false],
  ['full for Everyone, by number', 'D:AI(A;OICI;FA;;;S-1-1-0)', false],
  ['new files by authenticated users', 'D:(A;;DC;;;AU)', false],
  ['generic writing by interactive users', 'D:(A;;GRGW;;;IU)', false],
  ['full for later files only', 'D:(A;OICIIO;FA;;;WD)(A;;FR;;;WD)', true],
  ['denied to Everyone', 'D:(D;;FA;;;WD)(A;;FA;;;BA)', true],
  ['new folders by Users, as on a root', 'D:(A;;LC;;;BU)', true],
  ['no list at all', 'D:NO_ACCESS_CONTROL', false],
  ['a list that cannot be read', '', true],
])('a program folder whose access list is %s', async (_, list, isGuarded) => {
  const path = 'C:\\Program Files\\Vendor\\bin\\p11.dll';
  const readList = async (at: string) => (at.endsWith('\\Vendor') ? list : usual);
  expect(await isGuardedFile(path, 'win32', windows, readList)).toBe(isGuarded);
});

test('lists are asked of the file and of every folder above it, and not of the drive', async () => {
  const asked: string[] = [];
  await isGuardedFile('C:\\Program Files\\V\\p11.dll', 'win32', windows, async (at) => {
    asked.push(at);
    return '';
  });
  expect(asked).toEqual(['C:\\Program Files\\V\\p11.dll', 'C:\\Program Files\\V', 'C:\\Program Files']);
});
