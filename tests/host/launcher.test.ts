// What browsers start, as it is: other programs' settings end there, and compiled code is kept only where nobody else can write.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';

const launcher = fileURLToPath(new URL('../../native-host/launcher.sh', import.meta.url));
let scratch: Scratch;
beforeEach(() => {
  scratch = makeScratch();
  copyFileSync(launcher, join(scratch.folder, 'launcher'));
  chmodSync(join(scratch.folder, 'launcher'), 0o755);
  chmodSync(scratch.folder, 0o755);
  // In the host's place: it tells what it was started with.
  writeFileSync(
    join(scratch.folder, 'host.cjs'),
    'console.log(JSON.stringify({ environment: process.env, args: process.argv.slice(2) }));',
  );
  symlinkSync(process.execPath, join(scratch.folder, 'node'));
});
afterEach(() => scratch.remove());

interface Started {
  readonly environment: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

function start(environment: Readonly<Record<string, string>>, program = join(scratch.folder, 'launcher')): Started {
  const env = { PATH: process.env.PATH ?? '', HOME: scratch.folder, ...environment };
  return JSON.parse(execFileSync(program, ['a caller', '--x'], { env, encoding: 'utf8', stdio: 'pipe' })) as Started;
}

test.each([
  ['NODE_OPTIONS', '--require=/nowhere/evil.cjs'],
  ['NODE_PATH', '/nowhere'],
  ['NODE_EXTRA_CA_CERTS', '/nowhere/ca.pem'],
  ['NODE_V8_COVERAGE', '/nowhere'],
  ['OPENSSL_CONF', '/nowhere/openssl.cnf'],
  ['OPENSSL_MODULES', '/nowhere'],
  ['SSLKEYLOGFILE', '/nowhere/keys'],
  ['LD_PRELOAD', '/nowhere/evil.so'],
  ['LD_LIBRARY_PATH', '/nowhere'],
  ['LD_AUDIT', '/nowhere/audit.so'],
  ['GCONV_PATH', '/nowhere'],
  ['DYLD_INSERT_LIBRARIES', '/nowhere/evil.dylib'],
])('%s ends before Node', (name, value) => {
  expect(start({ [name]: value }).environment).not.toHaveProperty(name);
});

test('arguments and what the host needs go through, also by a link', () => {
  const link = join(scratch.folder, 'link');
  symlinkSync('launcher', link);
  const { args, environment } = start({ XDG_DATA_HOME: '/data' }, link);
  expect(args).toEqual(['a caller', '--x']);
  expect(environment).toMatchObject({ XDG_DATA_HOME: '/data' });
});

test('compiled code is taken from beside the host only, never from where the caller says', () => {
  const { environment } = start({ NODE_COMPILE_CACHE: '/tmp/evil' });
  const own = process.getuid?.() === 0 ? undefined : join(scratch.folder, 'compile-cache');
  expect(environment.NODE_COMPILE_CACHE).toBe(own);
});

test('and not at all where others can write', () => {
  chmodSync(scratch.folder, 0o777);
  expect(start({ NODE_COMPILE_CACHE: '/tmp/evil' }).environment).not.toHaveProperty('NODE_COMPILE_CACHE');
});
