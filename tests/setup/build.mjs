// Builds what tests and demo run, unless it is newer than all its sources: the host and the extension for each browser,
// or those of them that are named (host, chrome, edge, firefox).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Newest change in the files and folders, in ms since 1970. */
function newestChange(paths) {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map((name) => join(path, name)) : [path],
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

const wanted = new Set(process.argv.slice(2));

function build(id, name, output, sources, command) {
  if (wanted.size > 0 && !wanted.has(id)) return;
  const target = join(root, output);
  const isFresh =
    existsSync(target) && statSync(target).mtimeMs > newestChange(sources.map((source) => join(root, source)));
  if (isFresh) return;
  console.log(`[build] ${name}`);
  const { status } = spawnSync(command[0], command.slice(1), { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    console.error(`[build] ${name} failed: ${command.join(' ')}`);
    process.exit(1);
  }
}

const common = ['shared', 'package.json', 'package-lock.json'];
build('host', 'native host', 'dist/host/host.cjs', ['native-host', ...common], ['node', 'native-host/build-host.ts']);
const extension = ['extension', 'wxt.config.ts', 'installers/extension-identity.ts', 'installers/extension', ...common];
for (const browser of ['chrome', 'edge', 'firefox'])
  build(browser, `extension for ${browser}`, `.output/${browser}-mv3/manifest.json`, extension, [
    'wxt',
    'build',
    '-b',
    browser,
    '--mv3',
  ]);
