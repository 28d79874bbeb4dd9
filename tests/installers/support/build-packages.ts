// Before the tests of installers: the packages, built once beside other tests, unless they are newer than all their sources.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rootFolder } from '../../../installers/release/release.ts';
import { buildStateFile, packagesFolder } from './packages.ts';

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

/**
 * vitest's global setup: begins to build and lets other tests run meanwhile; wait-for-packages.ts waits for the end. Packages
 * are hardly compressed here (--quick): a release is built by npm run package. SHEBAO_PACKAGES names a folder with
 * packages that are taken as they are.
 *
 * @returns how to stop what still runs when vitest ends
 */
export function setup(): () => void {
  const say = (state: 'building' | 'built' | 'failed') => writeFileSync(buildStateFile, state);
  const index = join(packagesFolder, 'manifest.json');
  mkdirSync(dirname(buildStateFile), { recursive: true });
  if (process.env.SHEBAO_PACKAGES || (existsSync(index) && statSync(index).mtimeMs > findNewestChange())) {
    say('built');
    return () => undefined;
  }
  console.log('[build] packages, hardly compressed (--quick)');
  say('building');
  const build = spawn('node', ['installers/package.ts', '--quick'], { cwd: rootFolder, stdio: 'inherit' });
  build.once('error', () => say('failed'));
  build.once('exit', (code) => say(code === 0 ? 'built' : 'failed'));
  return () => void build.kill();
}
