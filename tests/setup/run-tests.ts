// Runs every test and ends with one plain line of counts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'shebao-tests-'));
const report = join(folder, 'report.json');

const vitest = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync('npx', ['--no-install', ...vitest, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});

let counts: { numPassedTests: number; numFailedTests: number; success: boolean };
try {
  counts = JSON.parse(readFileSync(report, 'utf8'));
} catch (error) {
  console.error(`vitest left no report: ${(error as Error).message}`);
  process.exit(1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// A file that cannot be loaded fails without a failed test in it.
const failed = Math.max(counts.numFailedTests, status === 0 ? 0 : 1);
console.log(`[test] ${counts.numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
