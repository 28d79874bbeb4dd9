// The access list of a file or folder on Windows, by the system's own tool.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const timeoutMs = 5_000;

/** As SDDL; '' where it cannot be read. @param systemRoot Windows' own folder */
export async function readAccessList(path: string, systemRoot: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shebao-acl-'));
  try {
    const file = join(folder, 'acl');
    const program = `${systemRoot}\\System32\\icacls.exe`;
    await execute(program, [path, '/save', file, '/q'], { timeout: timeoutMs, windowsHide: true });
    // A line with the name, and one with the list.
    return (await readFile(file, 'utf16le')).split(/\r?\n/)[1] ?? '';
  } catch {
    return '';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
