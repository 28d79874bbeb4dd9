// Before the tests of installers: the packages, built once, unless they are newer than all their sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../../installers/release/release.ts';
import { packagesFolder } from './packages.ts';

const sources = [
  'extension',
  'installers',
  'native-host',
  'shared',
  'package.json',
  'package-lock.json',
  'wxt.config.ts',
];

/** Newest change in what packages are made of, in ms since 1970. */
function findNewestChange(): number {
  const files = sources.flatMap((name) => {
    const path = join(rootFolder, name);
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((below) => join(path, below));
  });
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

/** vitest's global setup. SHEBAO_PACKAGES names a folder with packages that are taken as they are. */
export function setup(): void {
  if (process.env.SHEBAO_PACKAGES) return;
  const index = join(packagesFolder, 'manifest.json');
  if (existsSync(index) && statSync(index).mtimeMs > findNewestChange()) return;
  console.log('[build] packages');
  const { status } = spawnSync('node', ['installers/package.ts'], { cwd: rootFolder, stdio: 'inherit' });
  if (status !== 0) throw new Error('the packages could not be built');
}
