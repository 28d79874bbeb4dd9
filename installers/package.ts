// Builds every package of a release on Linux: node installers/package.ts [--out FOLDER] [--only linux,macos,windows,extension] [--quick]
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from './extension/build-extension.ts';
import { extensionKeyVariable } from './extension-identity.ts';
import { buildDeb } from './linux/build-deb.ts';
import { buildLinuxProgram } from './linux/build-program.ts';
import { buildLinuxTarball } from './linux/build-tarball.ts';
import { buildMacos } from './macos/build-macos.ts';
import { buildPolicies } from './policy/build-policies.ts';
import { openRelease, type Release, type ReleaseFile, rootFolder } from './release/release.ts';
import { writeIndex } from './release/write-index.ts';
import { writeReleaseNotes } from './release/write-release-notes.ts';
import { writeSbom } from './release/write-sbom.ts';
import { buildWindows } from './windows/build-windows.ts';

type Part = (release: Release, notes: string) => Promise<ReleaseFile[]>;

const parts: Readonly<Record<string, Part>> = {
  extension: buildExtension,
  policy: buildPolicies,
  linux: async (release, notes) => {
    const program = join(release.workFolder, 'linux-x64');
    await buildLinuxProgram(program);
    return [await buildDeb(release, program, notes), await buildLinuxTarball(release, program)];
  },
  macos: buildMacos,
  windows: async (release) => {
    const files = await buildWindows(release);
    return files.map((file) => {
      const kind = windowsKinds[extname(file)] ?? 'other';
      return { name: basename(file), platform: 'windows', architecture: 'x64', kind };
    });
  },
};

const windowsKinds: Readonly<Record<string, string>> = {
  '.exe': 'setup program for one user',
  '.msi': 'installer for a whole machine',
  '.zip': 'native host alone',
};

const { values } = parseArgs({
  options: { out: { type: 'string' }, only: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const wanted = values.only?.split(',') ?? Object.keys(parts);
for (const name of wanted)
  if (!parts[name]) throw new Error(`--only knows ${Object.keys(parts).join(', ')}, not ${name}`);
const outFolder = resolve(values.out ?? join(rootFolder, 'dist', 'packages'));
await rm(outFolder, { recursive: true, force: true });
await mkdir(outFolder, { recursive: true });
const workFolder = await mkdtemp(join(tmpdir(), 'shebao-packages-'));
try {
  await buildAll(await openRelease(outFolder, workFolder, values.quick));
} finally {
  await rm(workFolder, { recursive: true, force: true });
}

async function buildAll(release: Release): Promise<void> {
  const notes = await writeReleaseNotes(release);
  await writeFile(join(outFolder, 'RELEASE-NOTES.md'), notes);
  await writeFile(join(outFolder, 'sbom.cdx.json'), await writeSbom(release));
  const files: ReleaseFile[] = [
    { name: 'RELEASE-NOTES.md', platform: 'any', kind: 'release notes' },
    { name: 'sbom.cdx.json', platform: 'any', kind: 'bill of materials (CycloneDX)' },
  ];
  for (const name of wanted) {
    const startedAt = performance.now();
    files.push(...((await parts[name]?.(release, notes)) ?? []));
    console.log(`[package] ${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  for (const { name, sizeBytes } of await writeIndex(release, files))
    console.log(`[package] ${(sizeBytes / 1024 / 1024).toFixed(2).padStart(7)} MB  ${name}`);
  console.log(`[package] version ${release.version}, extension id ${release.identity.chromiumId} → ${outFolder}`);
  if (release.isQuick) console.warn('[package] !!! hardly compressed: for tests, never for people.');
  if (release.isKeyThrownAway)
    console.warn(
      `[package] !!! ${extensionKeyVariable} is not set: everything here is built for a key that is thrown away now.\n` +
        '[package] !!! No later build can update this CRX. Never roll these packages out.',
    );
}
