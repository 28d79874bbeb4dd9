// tpm2-pkcs11 on a TPM in software: it reads its tokens once per process, and sets no flag of the PIN.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeToken, type TokenOptions } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { addTpmToken, hasTpm, startTpm, tpmModule } from './start-tpm.ts';
import { describeWholeLife, type ModuleSetup } from './whole-life.ts';
import { openWriters } from './writers.ts';

const pin = '13572468';
const adminPin = '12345678';
let portalScratch: Scratch;
let portal: Portal;
beforeAll(async () => {
  portalScratch = makeScratch();
  portal = await startPortal({ issueDelayMs: 20, stateDir: join(portalScratch.folder, 'portal') });
});
afterAll(async () => {
  await portal.close();
  portalScratch.remove();
});

async function setUp(keyAlgorithm: TokenOptions['keyAlgorithm']): Promise<ModuleSetup> {
  const scratch = makeScratch();
  const tpm = await startTpm(join(scratch.folder, 'tpm'));
  const other = { module: tpmModule, environment: tpm.environment };
  const maker = {
    open: async (tokenDirectory: string) => ({ configFile: '', tokenDirectory, other }),
    async findOrMake() {
      addTpmToken(tpm, 'tpm', adminPin, pin);
      return '0000000000000000';
    },
  };
  const dir = scratch.folder;
  const token = await makeToken({ dir, label: 'tpm', pin, keyAlgorithm, unit: exampleUnit, portal, maker });
  return {
    path: tpmModule,
    environment: tpm.environment,
    token,
    adminPin,
    async close() {
      tpm.close();
      scratch.remove();
    },
  };
}

describe.skipIf(!hasTpm)('with a TPM in software', () => {
  describeWholeLife(
    'tpm2-pkcs11, RSA-2048',
    () => portal,
    () => setUp('RSA-2048'),
  );
  describeWholeLife(
    'tpm2-pkcs11, P-256',
    () => portal,
    () => setUp('P-256'),
  );

  // Each of the three directly after each other one, in two turns.
  test.each([[['request', 'foreign', 'renewal', 'request']], [['foreign', 'request', 'renewal', 'foreign']]] as const)(
    'two hosts and a foreign program: %j',
    { timeout: 300_000 },
    async (order) => {
      const setup = await setUp('P-256');
      const scratch = makeScratch();
      scratch.configureHost({ drivers: [{ name: 'tpm', path: setup.path }], useKnownDrivers: false });
      const environment = { ...scratch.hostEnvironment, ...setup.environment };
      const [a, b] = [startHost({ environment }), startHost({ environment })];
      try {
        const team = openWriters(portal, setup.token, a, b);
        await team.list(a);
        await team.list(b);
        await team.writeInTurn(order);
      } finally {
        await a.close();
        await b.close();
        scratch.remove();
        await setup.close();
      }
    },
  );
});
