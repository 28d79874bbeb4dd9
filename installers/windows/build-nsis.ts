// Makes the per-user installer with NSIS.
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from '../tools/run-tool.ts';
import { writeBrowsers } from './nsis/write-browsers.ts';
import { hostExeName } from './product.ts';
import { isSigning } from './sign-file.ts';
import { writeWindowsManifests } from './windows-manifests.ts';

export interface InstallerOptions {
  readonly version: string;
  /** Folder with the host's files, signed where the build signs: the program, the addon, the helper. */
  readonly hostFolder: string;
  readonly iconFile: string;
  readonly workFolder: string;
  readonly outFile: string;
  /** Without compression: for tests, which need several versions. */
  readonly isQuick?: boolean;
}

const script = fileURLToPath(new URL('nsis/setup.nsi', import.meta.url));
/** BMP of 164 × 314 pixels, what Modern UI has room for: the product's icon on its own colour. */
const sidebar = fileURLToPath(new URL('nsis/sidebar.bmp', import.meta.url));
const signer = fileURLToPath(new URL('sign-file.ts', import.meta.url));

/** Writes the setup program; uninstaller and setup program are signed where the build signs. */
export async function buildNsis(options: InstallerOptions): Promise<void> {
  const { version, hostFolder, iconFile, workFolder, outFile, isQuick = false } = options;
  const payload = join(workFolder, 'payload');
  await rm(payload, { recursive: true, force: true });
  await mkdir(payload, { recursive: true });
  await cp(hostFolder, join(payload, 'version'), { recursive: true, preserveTimestamps: true });
  await writeWindowsManifests(payload, `${version}\\${hostExeName}`);
  const names = await listFiles(join(payload, 'version'));
  await writeFile(join(payload, 'version', listName), names.map((name) => `${name}\r\n`).join(''));
  const files = join(workFolder, 'files.nsh');
  await writeFile(files, writeDeletions(names));
  const browsers = join(workFolder, 'browsers.nsh');
  await writeFile(browsers, writeBrowsers());
  const definitions = {
    VERSION: version,
    PAYLOAD: payload,
    BROWSERS: browsers,
    FILES: files,
    ICON: iconFile,
    SIDEBAR: sidebar,
    OUT: outFile,
    ...(isQuick ? { QUICK: '1' } : {}),
    ...(isSigning() ? { SIGN: `"${process.execPath}" "${signer}"` } : {}),
  };
  // Warnings are errors: an unused or missing translation shows nowhere else.
  await runTool('makensis', [
    ...['-V2', '-WX', '-INPUTCHARSET', 'UTF8'],
    ...Object.entries(definitions).map(([name, value]) => `-D${name}=${value}`),
    script,
  ]);
}

/** As setup.nsi names it. */
const listName = 'shebao-cert-files.txt';

/** @throws Error for what a list of names could not say: a folder in the folder */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const other = entries.find((entry) => !entry.isFile());
  if (other) throw new Error(`not a file: ${other.name}`);
  return entries.map(({ name }) => name).sort();
}

/** An NSIS macro, `DeleteOwnFiles`: what this version brings, taken out of a folder. */
function writeDeletions(names: readonly string[]): string {
  const lines = names.map((name) => `  Delete "\${folder}\\${name}"`);
  return ['!macro DeleteOwnFiles folder', ...lines, '!macroend', ''].join('\r\n');
}
