// Builds the misbehaving PKCS#11 module and switches its faults.
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { softHsmModule } from '../../portal/token/soft-hsm.ts';
import { compileModule } from './compile-module.ts';

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
  const path = compileModule('pkcs11-shim.c', folder, 'libvendor_p11.so');
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
