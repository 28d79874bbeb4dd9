// A spread sample of the fault runner: another each day, and no violation on any.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const runner = fileURLToPath(new URL('main.ts', import.meta.url));

test('today’s sample of faults breaks no invariant', async () => {
  const args = [runner, '--sample', '40', '--minutes', '1'];
  const run = promisify(execFile)(process.execPath, args, { maxBuffer: 16 * 1024 * 1024 });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  console.log(stdout);
  const [, struck, all] = /^(\d+) of (\d+) faults struck$/m.exec(stdout) ?? [];
  // Some never do: what goes on beside the work comes a call sooner or later each time.
  expect(Number(struck) / Number(all)).toBeGreaterThan(0.8);
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^[1-9]\d* cases, 0 violations$/);
});
