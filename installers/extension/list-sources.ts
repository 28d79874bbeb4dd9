// The sources as a reviewer needs them: every tracked file, and a loud stop when one of them looks like a secret.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from '../release/release.ts';
import type { ZipEntry } from '../release/write-zip.ts';
import { runTool } from '../windows/run-tool.ts';

const secretNames = /\.(pem|key|p12|pfx|jks|keystore)$|(^|\/)\.env(\.|$)|(^|\/)\.npmrc\.local$/i;
/** A private key in PEM, with something in it; the mere words occur in code that speaks of keys. */
const secretText = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/;

/** @throws Error naming the file that looks like a secret; a package with one in it must not be made */
export async function listSources(): Promise<ZipEntry[]> {
  const names = await listTrackedFiles();
  const entries = await Promise.all(
    names.map(async (name) => ({ name, content: await readFile(join(rootFolder, name)) })),
  );
  const secret = entries.find(
    ({ name, content }) => secretNames.test(name) || secretText.test(content.toString('latin1')),
  );
  if (secret) throw new Error(`${secret.name} looks like a secret; the sources must not carry it`);
  return entries;
}

async function listTrackedFiles(): Promise<string[]> {
  const list = await runTool('git', ['ls-files', '-z', '--cached'], { cwd: rootFolder });
  return list.split('\0').filter(Boolean).sort();
}
