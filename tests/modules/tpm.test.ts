// tpm2-pkcs11 on a TPM in software: it reads its tokens once per process, and sets no flag of the PIN.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { hasTpm, setUpTpm } from './start-tpm.ts';
import { describeWholeLife } from './whole-life.ts';
import { openWriters } from './writers.ts';

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

describe.skipIf(!hasTpm)('with a TPM in software', () => {
  describeWholeLife(
    'tpm2-pkcs11, RSA-2048',
    () => portal,
    () => setUpTpm(portal, 'RSA-2048'),
  );
  describeWholeLife(
    'tpm2-pkcs11, P-256',
    () => portal,
    () => setUpTpm(portal, 'P-256'),
  );

  // Each of the three directly after each other one, in two turns.
  test.each([[['request', 'foreign', 'renewal', 'request']], [['foreign', 'request', 'renewal', 'foreign']]] as const)(
    'two hosts and a foreign program: %j',
    { timeout: 300_000 },
    async (order) => {
      const setup = await setUpTpm(portal, 'P-256');
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
