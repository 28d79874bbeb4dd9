// The sources as a reviewer needs them: every tracked file, and a loud stop when one of them looks like a secret.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from '../release/release.ts';
import type { ZipEntry } from '../release/write-zip.ts';
import { runTool } from '../tools/run-tool.ts';

const secretNames = /\.(pem|key|p12|pfx|jks|keystore)$|(^|\/)\.env(\.|$)|(^|\/)\.npmrc\.local$/i;
/** A private key in PEM, with something in it; the mere words occur in code that speaks of keys. */
const secretText = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/;

/** Every tracked file, as it is now. @throws Error naming the file that looks like a secret; no package is made with one */
export async function listSources(): Promise<ZipEntry[]> {
  const names = await listTrackedFiles();
  const entries = await Promise.all(
    names.map(async (name) => ({ name, content: await readFile(join(rootFolder, name)) })),
  );
  const secret = findSecret(entries);
  if (secret !== undefined) throw new Error(`${secret} looks like a secret; the sources must not carry it`);
  return entries;
}

/** Name of the first file that looks like a secret. */
export function findSecret(entries: readonly ZipEntry[]): string | undefined {
  return entries.find(({ name, content }) => secretNames.test(name) || secretText.test(content.toString('latin1')))
    ?.name;
}

async function listTrackedFiles(): Promise<string[]> {
  const list = await runTool('git', ['ls-files', '-z', '--cached'], { cwd: rootFolder });
  return list.split('\0').filter(Boolean).sort();
}
