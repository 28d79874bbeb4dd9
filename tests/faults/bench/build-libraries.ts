// Compiles what makes tokens and disks faulty.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const sources = at('../native');
const skfToken = at('../../support/token/skf-token');
const pkcs11Headers = at('../../../node_modules/pkcs11js/includes/pkcs11');

export interface FaultLibraries {
  /** PKCS#11 module in front of a real one. */
  readonly module: string;
  /** The software SKF token, its calls counted. */
  readonly skf: string;
  /** For LD_PRELOAD. */
  readonly disk: string;
}

/** @param folder for the libraries */
export function buildLibraries(folder: string): FaultLibraries {
  const compile = (name: string, args: readonly string[]): string => {
    const path = join(folder, name);
    execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', path, ...args]);
    return path;
  };
  const skfSources = ['token.c', 'store.c', 'crypto.c', 'faults.c', 'quirks.c'].map((name) => join(skfToken, name));
  const counted = ['-fvisibility=hidden', '-DSOFT_SKF_COUNTED', '-I', sources];
  return {
    module: compile('libfault_p11.so', ['-I', pkcs11Headers, join(sources, 'fault-module.c'), '-ldl']),
    skf: compile('libfault_skf.so', [...counted, ...skfSources, '-lcrypto']),
    disk: compile('libfault_disk.so', [join(sources, 'fault-disk.c'), '-ldl']),
  };
}
