// Modules that leave the standard in how they search and show objects: what a token holds must be safe with each of them.
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeToken, type TokenOptions } from '../portal/token/make-token.ts';
import { softHsmModule } from '../portal/token/soft-hsm.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { compileModule } from '../support/token/compile-module.ts';
import { describeWholeLife, type ModuleSetup } from './whole-life.ts';

let shared: Scratch;
let portal: Portal;
let path: string;
beforeAll(async () => {
  shared = makeScratch();
  portal = await startPortal({ issueDelayMs: 20, stateDir: join(shared.folder, 'portal') });
  path = compileModule('odd-module.c', shared.folder, 'libodd_p11.so');
});
afterAll(async () => {
  await portal.close();
  shared.remove();
});

async function setUp(keyAlgorithm: TokenOptions['keyAlgorithm'], quirks: string): Promise<ModuleSetup> {
  const scratch = makeScratch();
  const dir = join(scratch.folder, 'hsm');
  const token = await makeToken({ dir, label: 'odd', pin: '13572468', keyAlgorithm, unit: exampleUnit, portal });
  const environment = { SOFTHSM2_CONF: token.softhsmConf, ODD_MODULE: softHsmModule, ODD_QUIRKS: quirks };
  return { path, environment, token, adminPin: '12345678', close: async () => scratch.remove() };
}

for (const [keyAlgorithm, quirks] of [
  ['RSA-2048', 'ignores-values,finds-twice'],
  ['RSA-2048', 'ignores-template,unavailable-empty'],
  ['RSA-2048', 'hides-modulus,fixed-attributes,unavailable-fails'],
  ['P-256', 'ignores-template,finds-twice'],
  ['P-256', 'ignores-values,unavailable-fails'],
  ['P-256', 'one-by-one,unavailable-ok,fixed-attributes'],
] as const)
  describeWholeLife(
    `${keyAlgorithm}, ${quirks}`,
    () => portal,
    () => setUp(keyAlgorithm, quirks),
  );
