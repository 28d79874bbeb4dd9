// The tar.gz for Linux systems without dpkg, or without an administrator.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { addInstallScripts } from '../posix/add-install-scripts.ts';
import type { Release, ReleaseFile } from '../release/release.ts';
import { writeTar } from '../release/write-tar.ts';

/** @param program folder made by buildLinuxProgram */
export async function buildLinuxTarball(release: Release, program: string): Promise<ReleaseFile> {
  const name = `shebao-cert-assistant-${release.version}-linux-x64`;
  const folder = join(release.workFolder, name);
  await cp(program, join(folder, 'program'), { recursive: true });
  await addInstallScripts(folder);
  await writeTar(release, release.workFolder, name, join(release.outFolder, `${name}.tar.gz`));
  return { name: `${name}.tar.gz`, platform: 'linux', architecture: 'x64', kind: 'archive with install script' };
}
