// Puts the install scripts for Linux and macOS beside the folder that they install.
import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** @param folder what the archive unpacks to; `program/` is in it */
export async function addInstallScripts(folder: string): Promise<void> {
  for (const name of ['install.sh', 'uninstall.sh', 'README.txt']) {
    await copyFile(join(here, name), join(folder, name));
    await chmod(join(folder, name), name.endsWith('.sh') ? 0o755 : 0o644);
  }
}
