// Compiles the module that reads a token once per process and writes it back from memory.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { softHsmModule } from '../../portal/token/soft-hsm.ts';

const source = fileURLToPath(new URL('caching-shim.c', import.meta.url));
const headers = fileURLToPath(new URL('../../../node_modules/pkcs11js/includes/pkcs11', import.meta.url));

/** @returns its path, and what a process with it needs in the environment to see the tokens of this SoftHSM configuration */
export function buildCachingShim(folder: string, softhsmConf: string) {
  const path = join(folder, 'libcaching_p11.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-I', headers, '-o', path, source]);
  return { path, environment: { CACHE_MODULE: softHsmModule, CACHE_TOKENS: join(dirname(softhsmConf), 'tokens') } };
}
