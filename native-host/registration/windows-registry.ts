// The Windows registry through reg.exe. Read by `export`, which writes UTF-16: what `query` prints is in the code page of
// the console, and the path of a manifest often holds a user's name in Chinese.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const reg = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');

/** Values of a key and its subkeys: key path in lower case → value name ('' for the default) → text or number. */
export type RegistryTree = ReadonlyMap<string, ReadonlyMap<string, string | number>>;

/** Long forms, as an export writes them. */
const hives: Readonly<Record<string, string>> = { HKCU: 'HKEY_CURRENT_USER', HKLM: 'HKEY_LOCAL_MACHINE' };

/** The key's name as {@link RegistryTree} has it. */
export function toTreeKey(key: string): string {
  const [hive = '', ...rest] = key.split('\\');
  return [hives[hive] ?? hive, ...rest].join('\\').toLowerCase();
}

/** Reads the text of a .reg file, version 5: strings and DWORDs; other kinds of values are passed over. */
export function parseRegistryExport(text: string): RegistryTree {
  const tree = new Map<string, Map<string, string | number>>();
  let values = new Map<string, string | number>();
  for (const line of text.replaceAll('\r', '').split('\n')) {
    const key = /^\[(.+)\]$/.exec(line)?.[1];
    if (key !== undefined) {
      values = new Map();
      tree.set(key.toLowerCase(), values);
      continue;
    }
    const match = /^(?:@|"((?:[^"\\]|\\.)*)")=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{8}))$/.exec(line);
    if (!match) continue;
    const [, name = '', string, dword] = match;
    values.set(unescapeText(name), string === undefined ? Number.parseInt(dword ?? '0', 16) : unescapeText(string));
  }
  return tree;
}

const unescapeText = (text: string) => text.replace(/\\(.)/g, '$1');

/** A key with all below it; empty when there is none. */
export async function readRegistry(key: string, view: 32 | 64): Promise<RegistryTree> {
  const folder = await mkdtemp(join(tmpdir(), 'shebao-registry-'));
  const file = join(folder, 'export.reg');
  try {
    await execute(reg, ['export', key, file, '/y', `/reg:${view}`], { windowsHide: true });
    return parseRegistryExport((await readFile(file)).toString('utf16le'));
  } catch {
    // No such key, or not for us to read: a browser would not see it either.
    return new Map();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sets the default value of a key. @throws the system's error, e.g. without the right to write below HKLM */
export async function writeDefaultValue(key: string, view: 32 | 64, value: string): Promise<void> {
  await execute(reg, ['add', key, '/ve', '/t', 'REG_SZ', '/d', value, '/f', `/reg:${view}`], { windowsHide: true });
}

/** Removes a key with all below it. @throws the system's error */
export async function deleteKey(key: string, view: 32 | 64): Promise<void> {
  await execute(reg, ['delete', key, '/f', `/reg:${view}`], { windowsHide: true });
}
