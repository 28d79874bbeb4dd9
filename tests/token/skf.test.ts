// The token suite on the software SKF token, with both lengths of ULONG, and what only SKF tells.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
  const faults = join(scratch.folder, 'faults');
  mkdirSync(faults);
  Object.assign(process.env, rsa.environment, { SOFT_SKF_FAULTS: faults });
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

describe('a container that cannot be read', () => {
  test('is neither removed nor filled', async () => {
    const { driver, tokens, close } = await setUp('linux');
    const faults = process.env.SOFT_SKF_FAULTS ?? expect.fail('no folder for faults');
    try {
      const token = tokens.SM2;
      const [found] = (await driver.listTokens()).filter(({ label }) => label === token.label);
      const name = { serialNumber: found?.serialNumber ?? '', label: token.label, certificateHash: null };
      const session = await driver.openSession(name, Buffer.from(token.pin));
      const publicKey = await session.generateKeyPair('SM2', 'half-read');
      const fault = join(faults, 'fail-SKF_ExportPublicKey');
      writeFileSync(fault, '0x0A000007');
      const refused = (reason: string) => ({ code: 'TOKEN_FAILED', details: { reason } });
      await expect(session.destroyKeyPair('half-read', publicKey)).rejects.toMatchObject(
        refused('container unreadable'),
      );
      await expect(session.generateKeyPair('SM2', 'half-read')).rejects.toMatchObject(refused('container in use'));
      rmSync(fault);
      expect(await session.findKeyPair('half-read')).toEqual(publicKey);
      expect(await session.destroyKeyPair('half-read', publicKey)).toBe(2);
      await session.close();
    } finally {
      await close();
    }
  });
});
