// The Debian package: program, links to the manifests where each browser looks, nothing that runs at install time.

import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { browsers } from '../../native-host/registration/browsers.ts';
import { launcherName } from '../../native-host/registration/find-launcher.ts';
import { makeNativeManifest } from '../../native-host/registration/native-manifest.ts';
import { nativeHostName } from '../../shared/product-ids.ts';
import { listOrigins } from '../extension-identity.ts';
import type { Release, ReleaseFile } from '../release/release.ts';
import { runTool } from '../tools/run-tool.ts';
import { oldestGlibc } from './build-addon.ts';

const packageName = 'shebao-cert-assistant';
const programFolder = `/usr/lib/${packageName}`;
const shareFolder = `/usr/share/${packageName}`;

/**
 * @param program folder made by buildLinuxProgram
 * @param changes release notes, for /usr/share/doc
 */
export async function buildDeb(release: Release, program: string, changes: string): Promise<ReleaseFile> {
  const root = join(release.workFolder, 'deb');
  await cp(program, join(root, programFolder), { recursive: true });
  await addManifests(root, listOrigins(release.identity));
  await addLink(root, `/usr/bin/${launcherName}`, `${programFolder}/${launcherName}`);
  await addDocuments(root, changes);
  await addControl(root, release.version);
  await settleModes(root);
  const name = `${packageName}_${release.version}_amd64.deb`;
  // xz: Debian 11 and its descendants cannot read zstd. One thread: more of them give other bytes.
  const compression = release.isQuick ? ['-Zxz', '-z0'] : ['-Zxz'];
  await runTool('dpkg-deb', ['--root-owner-group', ...compression, '--build', root, join(release.outFolder, name)], {
    environment: { DPKG_DEB_THREADS_MAX: '1' },
  });
  return { name, platform: 'linux', architecture: 'x64', kind: 'Debian package' };
}

/**
 * A file in /etc would be a conffile, which dpkg leaves behind when the package goes; browsers would then try to start a
 * program that is not there. Links are no conffiles.
 */
async function addManifests(root: string, origins: readonly string[]): Promise<void> {
  for (const family of ['chromium', 'firefox'] as const)
    await write(
      root,
      `${shareFolder}/${family}-manifest.json`,
      makeNativeManifest(family, `${programFolder}/${launcherName}`, origins),
    );
  for (const { family, linux } of browsers)
    if (linux)
      await addLink(root, `${linux.systemFolder}/${nativeHostName}.json`, `${shareFolder}/${family}-manifest.json`);
}

async function addDocuments(root: string, changes: string): Promise<void> {
  const folder = `/usr/share/doc/${packageName}`;
  const licence = await readFile(join(root, programFolder, 'LICENSE'), 'utf8');
  const others = `Node.js and npm packages inside: see ${programFolder}/THIRD-PARTY-LICENCES.txt\n`;
  await write(root, `${folder}/copyright`, `${licence}\n${others}`);
  await write(root, `${folder}/changelog.gz`, gzipSync(changes, { level: 9 }));
}

async function addControl(root: string, version: string): Promise<void> {
  const files = (await listFiles(root)).sort();
  const sizes = await Promise.all(files.map(async (file) => Math.ceil((await stat(file)).size / 1024)));
  const control = [
    `Package: ${packageName}`,
    `Version: ${version}`,
    'Architecture: amd64',
    'Section: web',
    'Priority: optional',
    'Maintainer: shebao-cert-assistant <maintainers@shebao.example>',
    `Installed-Size: ${sizes.reduce((sum, size) => sum + size, 0)}`,
    // What Node needs; the addon needs less.
    `Depends: libc6 (>= ${oldestGlibc}), libgcc-s1 | libgcc1, libstdc++6 (>= 8)`,
    'Suggests: chromium | google-chrome-stable | microsoft-edge-stable | firefox-esr | firefox, opensc',
    'Description: certificates on a USB token for social-insurance sites (native host)',
    ' Renews and changes the certificate on a U盾 from the pages of the portal in',
    ' Chrome, Chromium, Edge and Firefox, without ActiveX. This package brings the',
    ' program that browsers start; the extension is installed in the browser.',
    '',
  ];
  const sums = await Promise.all(
    files.map(
      async (file) =>
        `${createHash('md5')
          .update(await readFile(file))
          .digest('hex')}  ${relative(root, file)}\n`,
    ),
  );
  await write(root, '/DEBIAN/control', control.join('\n'));
  await write(root, '/DEBIAN/md5sums', sums.join(''));
  await write(root, '/DEBIAN/postrm', await readFile(new URL('postrm', import.meta.url)));
}

async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function write(root: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

async function addLink(root: string, path: string, target: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(target, join(root, path));
}

/** Modes that depend on nobody's umask. Times dpkg-deb takes from SOURCE_DATE_EPOCH. */
async function settleModes(root: string): Promise<void> {
  const programs = new Set([launcherName, 'node', 'postrm']);
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink())
      await chmod(join(entry.parentPath, entry.name), entry.isDirectory() || programs.has(entry.name) ? 0o755 : 0o644);
}
