// `npm run hostile`: runs the suite and prints it as a table, an attack a row, the count last.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const folder = mkdtempSync(join(tmpdir(), 'shebao-hostile-'));
const file = join(folder, 'report.json');
const args = [
  'vitest',
  'run',
  '--project',
  'hostile',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${file}`,
];
const { status } = spawnSync('npx', ['--no-install', ...args, ...process.argv.slice(2)], {
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  stdio: ['ignore', 'ignore', 'inherit'],
});
const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
rmSync(folder, { recursive: true });
const rows = testResults.flatMap(({ assertionResults }) => assertionResults);
// An attack that could not even be tried proves nothing.
const words: Partial<Record<string, string>> = { passed: 'stopped  ', failed: 'SUCCEEDED' };
for (const { fullName, status: state } of rows) console.log(`| ${words[state] ?? 'NOT TRIED'} | ${fullName} |`);
const stopped = rows.filter(({ status: state }) => state === 'passed').length;
// A file that cannot be loaded fails without a row of its own.
const isGood = status === 0 && stopped === rows.length && rows.length > 0;
console.log(`[hostile] ${stopped} of ${rows.length} as they should be`);
process.exit(isGood ? 0 : 1);
