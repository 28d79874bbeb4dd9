// Makes the per-user installer with NSIS.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
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
  const browsers = join(workFolder, 'browsers.nsh');
  await writeFile(browsers, writeBrowsers());
  const definitions = {
    VERSION: version,
    PAYLOAD: payload,
    BROWSERS: browsers,
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
