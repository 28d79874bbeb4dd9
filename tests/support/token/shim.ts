// Builds the misbehaving PKCS#11 module and switches its faults.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { softHsmModule } from '../../portal/token/soft-hsm.ts';

const source = fileURLToPath(new URL('pkcs11-shim.c', import.meta.url));
const headers = fileURLToPath(new URL('../../../node_modules/pkcs11js/includes/pkcs11', import.meta.url));

export interface Shim {
  /** The module to load instead of SoftHSM. */
  readonly path: string;
  /** What its process needs in the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Switches a fault on; names as in pkcs11-shim.c. */
  set(fault: string, value?: string | number): void;
  unset(fault: string): void;
  isSet(fault: string): boolean;
  /** Begins to count the calls of a function; then how many there were since. */
  startCounting(name: string): void;
  countCalls(name: string): number;
}

/** Compiles the module into `folder`. @throws when gcc is missing */
export function buildShim(folder: string): Shim {
  const path = join(folder, 'libvendor_p11.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-I', headers, '-o', path, source]);
  const control = join(folder, 'shim-control');
  mkdirSync(control);
  return {
    path,
    environment: { SHIM_MODULE: softHsmModule, SHIM_CONTROL: control },
    set: (fault, value = '') => writeFileSync(join(control, fault), String(value)),
    unset: (fault) => rmSync(join(control, fault), { force: true }),
    isSet: (fault) => existsSync(join(control, fault)),
    startCounting: (name) => writeFileSync(join(control, `count-${name}`), ''),
    countCalls: (name) => statSync(join(control, `count-${name}`)).size,
  };
}
