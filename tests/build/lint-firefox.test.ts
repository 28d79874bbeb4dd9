// Mozilla's own linter, with the rules for addons.mozilla.org, on the built extension: nothing for a reviewer to ask about.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { builtExtension } from '../support/browser/built-extension.ts';

/** What the linter says of one thing. */
interface Message {
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly message: string;
}

test('web-ext lint finds no error, no warning and nothing to notice', () => {
  const args = ['lint', '--source-dir', builtExtension('firefox'), '--no-config-discovery', '--output', 'json'];
  const { errors, warnings, notices, metadata } = JSON.parse(
    execFileSync('web-ext', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  ) as Record<'errors' | 'warnings' | 'notices', Message[]> & { metadata: { totalScannedFileSize: number } };
  const findings = [...errors, ...warnings, ...notices].map(
    ({ code, file, line, message }) => `${code} ${file}:${line} ${message}`,
  );
  expect(findings).toEqual([]);
  // It did look: the scripts alone are larger than this.
  expect(metadata.totalScannedFileSize).toBeGreaterThan(1_000_000);
});
