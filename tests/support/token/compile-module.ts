// Compiles the PKCS#11 modules of this folder that stand between the host and another maker's.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileOnce } from '../files/make-once.ts';

const headers = fileURLToPath(new URL('../../../node_modules/pkcs11js/includes/pkcs11', import.meta.url));

/** @param source file beside this one @param file name of the module, made in `folder` @returns its path @throws when gcc is missing */
export function compileModule(source: string, folder: string, file: string): string {
  const path = join(folder, file);
  const from = fileURLToPath(new URL(source, import.meta.url));
  const flags = ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-I', headers];
  compileOnce(path, [from, join(headers, 'pkcs11.h')], 'gcc', (output) => [...flags, '-o', output, from]);
  return path;
}
