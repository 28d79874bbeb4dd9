// Packages are the same bytes whoever builds them: neither clock, time zone, umask nor the order of a folder shows.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findSecret } from '../../../installers/extension/list-sources.ts';
import { buildDeb } from '../../../installers/linux/build-deb.ts';
import type { Release } from '../../../installers/release/release.ts';
import { writeTar } from '../../../installers/release/write-tar.ts';
import { writeZip } from '../../../installers/release/write-zip.ts';

let folder: string;
const { TZ, SOURCE_DATE_EPOCH } = process.env;
const restore = (name: string, value: string | undefined) => {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shebao-reproducible-'));
});
afterEach(() => {
  restore('TZ', TZ);
  restore('SOURCE_DATE_EPOCH', SOURCE_DATE_EPOCH);
  rmSync(folder, { recursive: true, force: true });
});

const sourceTimeS = 1_790_000_000;

/** A release on a machine with its own habits. */
function makeRelease(name: string, habits: { zone: string; mode: number; fileTimeS: number }): Release {
  const outFolder = join(folder, name, 'out');
  const workFolder = join(folder, name, 'work');
  const program = join(workFolder, 'program');
  for (const path of [outFolder, program]) mkdirSync(path, { recursive: true });
  const files = ['shebao-cert-host', 'node', 'host.cjs', 'LICENSE'];
  for (const file of name === 'one' ? files : files.toReversed()) {
    writeFileSync(join(program, file), `content of ${file}`);
    chmodSync(join(program, file), file === 'node' ? habits.mode | 0o100 : habits.mode);
    utimesSync(join(program, file), habits.fileTimeS, habits.fileTimeS);
  }
  process.env.TZ = habits.zone;
  process.env.SOURCE_DATE_EPOCH = String(sourceTimeS);
  const identity = { publicKey: '', chromiumId: 'abcdefghijklmnopabcdefghijklmnop', storeIds: [] };
  const common = {
    version: '1.2.3',
    commit: 'c',
    sourceTimeS,
    identity,
    keyFile: '',
    isKeyThrownAway: true,
    isQuick: false,
  };
  return { ...common, outFolder, workFolder };
}

/** Runs the build on two machines. @returns what each made */
async function buildTwice(build: (release: Release) => Promise<string>): Promise<[Buffer, Buffer]> {
  const one = makeRelease('one', { zone: 'UTC', mode: 0o600, fileTimeS: sourceTimeS + 100 });
  const first = readFileSync(await build(one));
  const other = makeRelease('other', { zone: 'Asia/Shanghai', mode: 0o644, fileTimeS: sourceTimeS + 5_000_000 });
  return [first, readFileSync(await build(other))];
}

describe('the same bytes', () => {
  test('of a Debian package', async () => {
    const [first, second] = await buildTwice(async (release) => {
      const { name } = await buildDeb(release, join(release.workFolder, 'program'), '# notes\n');
      return join(release.outFolder, name);
    });
    expect(first.equals(second)).toBe(true);
  });

  test('of a tar.gz', async () => {
    const [first, second] = await buildTwice(async (release) => {
      const file = join(release.outFolder, 'x.tar.gz');
      await writeTar(release, release.workFolder, 'program', file);
      return file;
    });
    expect(first.equals(second)).toBe(true);
  });

  test('of a zip', async () => {
    const [first, second] = await buildTwice(async (release) => {
      const file = join(release.outFolder, 'x.zip');
      await writeZip(release, [{ name: 'a/b.txt', content: Buffer.from('b') }], file);
      return file;
    });
    expect(first.equals(second)).toBe(true);
  });
});

describe('sources', () => {
  const entry = (name: string, text = '') => ({ name, content: Buffer.from(text) });
  const pem = ['-----BEGIN', 'PRIVATE KEY-----\n'].join(' ') + 'A'.repeat(64);
  test.each([
    [entry('keys/release.pem'), 'keys/release.pem'],
    [entry('x.p12'), 'x.p12'],
    [entry('.env.local'), '.env.local'],
    [entry('notes.txt', `here: ${pem}`), 'notes.txt'],
    [entry('shared/limits.ts', 'speaks of -----BEGIN PRIVATE KEY----- only'), undefined],
    [entry('extension/keyboard.ts'), undefined],
  ])('%j', (file, found) => {
    expect(findSecret([entry('README.md'), file])).toBe(found);
  });
});
