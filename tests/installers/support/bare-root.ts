// A root folder with nothing in it but what the Debian package says it depends on, a shell with its tools, and SoftHSM.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { softHsmModule } from '../../portal/token/soft-hsm.ts';

export interface BareRoot {
  readonly folder: string;
  /** dpkg on this root and its own database. @returns what it printed @throws Error with what it said */
  dpkg(...args: string[]): string;
  has(path: string): boolean;
  remove(): void;
}

const tools = ['sh', 'readlink', 'dirname', 'uname', 'rm'];

/** Needs the right to chroot. */
export function makeBareRoot(): BareRoot {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'shebao-root-')));
  const put = (from: string, to: string) => {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(realpathSync(from), join(folder, to));
  };
  const addLibraries = (file: string) => {
    const libraries = execFileSync('ldd', [file], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g);
    for (const [, library = ''] of libraries) if (!existsSync(join(folder, library))) put(library, library);
  };
  const add = (file: string) => {
    put(file, file);
    addLibraries(file);
  };
  for (const tool of tools) {
    const path = execFileSync('which', [tool], { encoding: 'utf8' }).trim();
    add(path);
    if (tool === 'sh') put(path, '/bin/sh');
  }
  // Node opens it for what it gives to nobody; random numbers come by a system call.
  mkdirSync(join(folder, 'dev'));
  execFileSync('mknod', ['-m', '666', join(folder, 'dev/null'), 'c', '1', '3']);
  for (const path of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/lib/dpkg/triggers', 'tmp', 'root'])
    mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'var/lib/dpkg/status'), '');
  add(softHsmModule);
  // libc6 and libstdc++6, as far as Node asks for them.
  addLibraries(process.execPath);
  return {
    folder,
    dpkg: (...args) => {
      // The libraries are there, but no package of this database brought them.
      const options = [`--root=${folder}`, '--force-depends', '--force-not-root'];
      return execFileSync('dpkg', [...options, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    },
    has: (path) => existsSync(join(folder, path)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Copies a token directory into the root, with a configuration that finds it there. @returns SOFTHSM2_CONF inside */
export function moveTokensInto({ folder }: BareRoot, softhsmConf: string): string {
  cpSync(dirname(softhsmConf), join(folder, 'hsm'), { recursive: true });
  const file = join('/hsm', basename(softhsmConf));
  writeFileSync(join(folder, file), 'directories.tokendir = /hsm/tokens\nobjectstore.backend = file\n');
  return file;
}
