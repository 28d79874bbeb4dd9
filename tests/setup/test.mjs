// npm test [-- NAME…]: every test, or those of the parts and files that are named. Prepares and builds what they need, no more.
// Plain JavaScript with nothing but Node's own modules: it runs before anything is installed, on whatever Node is there.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * vitest's projects: where their files lie, what the system must have (prepare.mjs) and what must be built (build.mjs).
 * A part without builds runs on the sources alone.
 */
const parts = {
  'e2e-firefox': { folders: ['e2e'], needs: ['browser'], builds: ['host', 'firefox'] },
  'e2e-chromium': { folders: ['e2e'], needs: ['browser'], builds: ['host', 'chrome'] },
  installers: {
    folders: ['installers'],
    needs: ['browser', 'packages', 'wine'],
    builds: ['host', 'chrome', 'firefox'],
  },
  hostile: { folders: ['hostile'], needs: ['browser'], builds: ['host', 'chrome', 'firefox'] },
  faults: { folders: ['faults'], needs: [], builds: ['host'] },
  host: { folders: ['token', 'host'], needs: [], builds: ['host'] },
  modules: { folders: ['modules'], needs: ['modules'], builds: ['host'] },
  build: { folders: ['build'], needs: [], builds: ['host', 'chrome', 'edge', 'firefox'] },
  unit: { folders: ['unit'], needs: [], builds: [] },
};

/** Projects by the names that people use for several. */
const groups = { e2e: ['e2e-chromium', 'e2e-firefox'] };

function fail(text) {
  console.error(`[test] ${text}`);
  process.exit(1);
}

const listFiles = (folder) =>
  readdirSync(join(root, 'tests', folder), { recursive: true })
    .map((name) => `tests/${folder}/${name}`.replaceAll('\\', '/'))
    .filter((path) => /\.test\.tsx?$/.test(path));

/** @returns projects and files that a name stands for: a project, `e2e`, or any part of a test file's path */
function resolveName(name) {
  if (name in parts) return { projects: [name], files: [] };
  if (name in groups) return { projects: groups[name], files: [] };
  const found = Object.entries(parts).flatMap(([project, { folders }]) => {
    const files = folders.flatMap(listFiles).filter((path) => path.includes(name.replace(/^\.\//, '')));
    return files.length > 0 ? [{ project, files }] : [];
  });
  if (found.length === 0)
    fail(
      `there is no part and no test file called ${name}. Parts: ${[...Object.keys(parts), ...Object.keys(groups)].join(', ')}`,
    );
  return { projects: found.map(({ project }) => project), files: [...new Set(found.flatMap(({ files }) => files))] };
}

function run(...command) {
  const { status } = spawnSync('node', command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

// Whatever begins with a dash, and its value, is vitest's.
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('-'));
const names = firstOption < 0 ? given : given.slice(0, firstOption);
const options = firstOption < 0 ? [] : given.slice(firstOption);

const named = names.map(resolveName);
const found = [...new Set(named.flatMap((one) => one.files))];
const partsNamed = named.filter((one) => one.files.length === 0).flatMap((one) => one.projects);
const partsOfFiles = named.filter((one) => one.files.length > 0).flatMap((one) => one.projects);
/** Parts and files together: those files in those parts, as in `npm test -- e2e-chromium renewal`. */
function chooseParts() {
  if (names.length === 0) return Object.keys(parts);
  if (found.length === 0) return [...new Set(partsNamed)];
  if (partsNamed.length === 0) return [...new Set(partsOfFiles)];
  return [...new Set(partsOfFiles.filter((name) => partsNamed.includes(name)))];
}
const projects = chooseParts();
if (projects.length === 0) fail(`none of these is in ${partsNamed.join(', ')}: ${found.join(' ')}`);
const chosen = projects.map((name) => parts[name]);
const isChosen = (file) => chosen.some(({ folders }) => folders.some((folder) => file.startsWith(`tests/${folder}/`)));
const files = found.filter(isChosen);
const unite = (lists) => [...new Set(lists.flat())];
const needs = unite(chosen.map((part) => part.needs));
const builds = unite(chosen.map((part) => part.builds));

console.log(
  `[test] ${names.length === 0 ? 'all' : projects.join(', ')}${files.length > 0 ? `: ${files.join(' ')}` : ''}`,
);
run('tests/setup/prepare.mjs', ...needs);
// From here on `node` is the one that the npm packages brought.
if (builds.length > 0) run('tests/setup/build.mjs', ...builds);
const selection = names.length === 0 ? [] : projects.flatMap((name) => ['--project', name]);
run('tests/setup/run-tests.ts', ...selection, ...files, ...options);
