// opencryptoki's software token. Its service and its token belong to the whole machine, so this runs only when it is asked
// for (TEST_OPENCRYPTOKI=1, as root, on a machine whose token may be made anew), and not with the other tests.
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { isOpencryptokiAskedFor, setUpOpencryptoki } from './start-opencryptoki.ts';
import { describeWholeLife } from './whole-life.ts';

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

describe.skipIf(!isOpencryptokiAskedFor)('with the service of opencryptoki', () => {
  describeWholeLife(
    'opencryptoki, RSA-2048',
    () => portal,
    () => setUpOpencryptoki(portal),
  );
});
