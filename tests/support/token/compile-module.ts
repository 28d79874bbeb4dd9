// Compiles the PKCS#11 modules of this folder that stand between the host and another maker's.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const headers = fileURLToPath(new URL('../../../node_modules/pkcs11js/includes/pkcs11', import.meta.url));

/** @param source file beside this one @param file name of the module, made in `folder` @returns its path @throws when gcc is missing */
export function compileModule(source: string, folder: string, file: string): string {
  const path = join(folder, file);
  const from = fileURLToPath(new URL(source, import.meta.url));
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-I', headers, '-o', path, from]);
  return path;
}
