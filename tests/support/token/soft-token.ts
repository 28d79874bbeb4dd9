// Builds the software token of soft-token/ and makes tokens with it: they lock, and Windows can load them too.
import { readdirSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from '../../../installers/tools/run-tool.ts';
import type { TokenMaker } from '../../portal/token/make-token.ts';
import { compileOnce } from '../files/make-once.ts';

const sourceFolder = fileURLToPath(new URL('soft-token', import.meta.url));
const headers = fileURLToPath(new URL('../../../node_modules/pkcs11js/includes/pkcs11', import.meta.url));
const warnings = ['-Wall', '-Wextra', '-Werror'];

/** The administrator's PIN of every token made here. */
const softTokenAdminPin = '12345678';

/** How the module is compiled for a platform. */
const targets = {
  linux: {
    file: 'libsoft_token_p11.so',
    compiler: 'gcc',
    port: 'port-posix.c',
    flags: ['-fPIC', '-fvisibility=hidden'],
    libraries: ['-lcrypto'],
  },
  windows: {
    file: 'soft_token_p11.dll',
    compiler: 'x86_64-w64-mingw32-gcc',
    port: 'port-windows.c',
    // The header declares every function as imported, which this module's are not.
    flags: ['-Wno-attributes', '-static'],
    libraries: ['-lbcrypt'],
  },
} as const;

/** Puts the module into `folder`. @returns its path */
export function buildSoftToken(folder: string, target: keyof typeof targets = 'linux'): string {
  const { file, compiler, port, flags, libraries } = targets[target];
  const path = join(folder, file);
  const parts = ['soft-token.c', 'sm2.c', 'store.c', port].map((name) => join(sourceFolder, name));
  const sources = readdirSync(sourceFolder).map((name) => join(sourceFolder, name));
  compileOnce(path, [...sources, join(headers, 'pkcs11.h')], compiler, (output) => [
    ...['-shared', '-O1', ...warnings, ...flags],
    ...['-I', headers, '-o', output, ...parts, ...libraries],
  ]);
  return path;
}

/** Makes tokens by this module (the one for Linux), each in a folder `slotN` below the one given to `makeToken`. */
export function createSoftTokenMaker(module: string): TokenMaker {
  const serials = new Map<string, string>();
  return {
    async open(dir) {
      await mkdir(dir, { recursive: true });
      return { configFile: '', tokenDirectory: dir, other: { module, environment: { SOFT_TOKEN_DIR: dir } } };
    },
    async findOrMake({ tokenDirectory }, { label, pin, chipNumber }) {
      const known = serials.get(join(tokenDirectory, label));
      if (known !== undefined) return known;
      const slot = (await readdir(tokenDirectory)).filter((name) => name.startsWith('slot')).length;
      const serial = chipNumber ?? Math.random().toString(16).slice(2, 10).padEnd(8, '0').toUpperCase();
      await mkdir(join(tokenDirectory, `slot${slot}`));
      const environment = { SOFT_TOKEN_DIR: tokenDirectory, SOFT_TOKEN_SERIAL: serial };
      const run = (args: string[]) => runTool('pkcs11-tool', ['--module', module, ...args], { environment });
      await run(['--init-token', '--slot', String(slot), '--label', label, '--so-pin', softTokenAdminPin]);
      const asAdmin = ['--login', '--login-type', 'so', '--so-pin', softTokenAdminPin];
      await run(['--slot', String(slot), ...asAdmin, '--init-pin', '--new-pin', pin]);
      serials.set(join(tokenDirectory, label), serial);
      return serial;
    },
  };
}
