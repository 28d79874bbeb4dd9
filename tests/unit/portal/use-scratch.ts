// A temporary directory for one test file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Makes the directory and gives back how to name files in it; it goes after the file's last test. To be called outside of tests. */
export function useScratch(): (name: string) => string {
  const directory = mkdtempSync(join(tmpdir(), 'portal-test-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return (name) => join(directory, name);
}
