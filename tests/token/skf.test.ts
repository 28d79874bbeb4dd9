// The token suite on the software SKF token, with both lengths of ULONG, and what only SKF tells.
import { join } from 'node:path';
import { buildHelper } from '../../installers/windows/build-helper.ts';
import { createLog } from '../../native-host/log.ts';
import { DriverProcess } from '../../native-host/token/driver-process.ts';
import type { Portal } from '../portal/start-portal.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { hostScript } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { usePortal } from '../support/portal/use-portal.ts';
import { buildSkfToken, type SkfTokenTarget } from '../support/token/build-skf-token.ts';
import { makeSkfToken } from '../support/token/skf-token.ts';
import { describeTokenDriver, type Sm2SuiteSetup } from './token-suite.ts';

let portal: Portal;
usePortal((started) => {
  portal = started;
});

async function setUp(target: SkfTokenTarget, isRemote = false): Promise<Sm2SuiteSetup> {
  const scratch = makeScratch();
  const helper = join(scratch.folder, 'helper');
  if (isRemote) await buildHelper('linux-x64', '1.2.3', scratch.folder, helper);
  const module = await buildSkfToken(scratch.folder, target);
  const common = { dir: join(scratch.folder, 'skf'), module, unit: exampleUnit, portal };
  const rsa = await makeSkfToken({ ...common, label: 'suite-rsa', pin: '13572468', keyAlgorithm: 'RSA-2048' });
  const sm2 = await makeSkfToken({ ...common, label: '社保U盾', pin: '24681357', keyAlgorithm: 'SM2' });
  Object.assign(process.env, rsa.environment);
  const driver = new DriverProcess({
    command: [process.execPath, hostScript, '--skf-driver', module, ...(isRemote ? [helper] : [])],
    driverName: 'suite',
    fileName: 'suite.so',
    log: createLog('off', () => undefined),
  });
  return {
    driver,
    tokens: { 'RSA-2048': rsa, SM2: sm2 },
    async close() {
      await driver.close();
      scratch.remove();
    },
  };
}

describeTokenDriver('the software SKF token', () => setUp('linux'), 'SM2');
describeTokenDriver('the software SKF token with a ULONG of 8 octets', () => setUp('linux-long'), 'SM2');
describeTokenDriver('the software SKF token through the helper', () => setUp('linux', true), 'SM2');
