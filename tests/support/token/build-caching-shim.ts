// The module that reads a token once per process and writes it back from memory.
import { dirname, join } from 'node:path';
import { softHsmModule } from '../../portal/token/soft-hsm.ts';
import { compileModule } from './compile-module.ts';

/** @returns its path, and what a process with it needs in the environment to see the tokens of this SoftHSM configuration */
export function buildCachingShim(folder: string, softhsmConf: string) {
  const path = compileModule('caching-shim.c', folder, 'libcaching_p11.so');
  return { path, environment: { CACHE_MODULE: softHsmModule, CACHE_TOKENS: join(dirname(softhsmConf), 'tokens') } };
}
