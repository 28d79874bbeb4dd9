// The extension's packages: for stores, for self-hosting by policy, for Firefox, and the sources that AMO's reviewers build.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Release, type ReleaseFile, rootFolder } from '../release/release.ts';
import { readEntries, writeZip, type ZipEntry } from '../release/write-zip.ts';
import { runTool } from '../tools/run-tool.ts';
import { listSources } from './list-sources.ts';
import { readUpdateBase } from './update-base.ts';
import { writeCrx } from './write-crx.ts';

export async function buildExtension(release: Release): Promise<ReleaseFile[]> {
  const built = join(release.workFolder, 'extension');
  await mkdir(built, { recursive: true });
  // A developer's shell may say otherwise, and the bundles would differ.
  const environment = { WXT_OUT: built, NODE_ENV: 'production' };
  for (const browser of ['chrome', 'edge', 'firefox'])
    await runTool('wxt', ['build', '-b', browser, '--mv3'], { cwd: rootFolder, environment });
  const read = (browser: string) => readEntries(join(built, `${browser}-mv3`));
  const put = async (suffix: string, entries: readonly ZipEntry[]) => {
    const name = `shebao-cert-assistant-${release.version}-${suffix}`;
    await writeZip(release, entries, join(release.outFolder, name));
    return name;
  };
  // Stores give an extension their own key, and refuse one that brings its own.
  const chromeStore = await put('chrome-store.zip', await editManifest(await read('chrome'), { key: undefined }));
  const edgeStore = await put('edge-store.zip', await editManifest(await read('edge'), { key: undefined }));
  const firefox = await put('firefox.xpi', await read('firefox'));
  const sources = await put('sources.zip', await listSources());
  return [
    { name: chromeStore, platform: 'browser', kind: 'upload for the Chrome Web Store' },
    { name: edgeStore, platform: 'browser', kind: 'upload for Edge Add-ons' },
    { name: firefox, platform: 'browser', kind: 'Firefox add-on, to be signed by AMO' },
    { name: sources, platform: 'any', kind: 'sources, for AMO' },
    ...(await buildSelfHosted(release, await read('chrome'))),
  ];
}

/** The CRX with the update manifest beside it. */
async function buildSelfHosted(release: Release, entries: readonly ZipEntry[]): Promise<ReleaseFile[]> {
  const name = `shebao-cert-assistant-${release.version}.crx`;
  const base = readUpdateBase();
  // Chromium updates a CRX from the address in its own manifest, whatever the policy said at first.
  const update = base === undefined ? {} : { update_url: `${base}/updates.xml` };
  const zip = join(release.workFolder, 'self-hosted.zip');
  await writeZip(release, await editManifest(entries, update), zip);
  await writeCrx(release, zip, join(release.outFolder, name));
  const address = `${base ?? 'https://update.example'}/${name}`;
  await writeFile(join(release.outFolder, 'updates.xml'), makeUpdateManifest(release, address));
  return [
    { name, platform: 'browser', kind: 'self-hosted extension (CRX3)' },
    { name: 'updates.xml', platform: 'browser', kind: 'update manifest of the CRX' },
  ];
}

function makeUpdateManifest({ identity, version }: Release, address: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">',
    `  <app appid="${identity.chromiumId}">`,
    `    <updatecheck codebase="${address}" version="${version}" />`,
    '  </app>',
    '</gupdate>',
    '',
  ].join('\n');
}

/** The entries with some fields of manifest.json changed; `undefined` takes one out. */
async function editManifest(
  entries: readonly ZipEntry[],
  changes: Readonly<Record<string, string | undefined>>,
): Promise<ZipEntry[]> {
  return entries.map(({ name, content }) => {
    if (name !== 'manifest.json') return { name, content };
    const manifest = { ...JSON.parse(content.toString('utf8')), ...changes };
    return { name, content: Buffer.from(JSON.stringify(manifest)) };
  });
}
