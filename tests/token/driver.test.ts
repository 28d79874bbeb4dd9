// The token suite on the library in this process, on the library in its own process, and through a vendor's kind of module.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../native-host/log.ts';
import { type DriverDeadlines, DriverProcess } from '../../native-host/token/driver-process.ts';
import { Pkcs11Driver } from '../../native-host/token/pkcs11-driver.ts';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeToken } from '../portal/token/make-token.ts';
import { softHsmModule } from '../portal/token/soft-hsm.ts';
import { hostScript } from '../support/host-client.ts';
import { makeScratch, type Scratch } from '../support/scratch.ts';
import { buildShim, type Shim } from '../support/shim.ts';
import { exampleUnit } from '../support/units.ts';
import { describeTokenDriver, type TokenSuiteSetup } from './token-suite.ts';

const log = createLog('off', () => undefined);
let portalScratch: Scratch;
let portal: Portal;
beforeAll(async () => {
  portalScratch = makeScratch();
  portal = await startPortal({ stateDir: join(portalScratch.folder, 'portal') });
});
afterAll(async () => {
  await portal.close();
  portalScratch.remove();
});

async function makeTokens(scratch: Scratch): Promise<TokenSuiteSetup['tokens']> {
  const common = { dir: join(scratch.folder, 'hsm'), unit: exampleUnit, portal };
  const rsa = await makeToken({ ...common, label: 'suite-rsa', pin: '13572468', keyAlgorithm: 'RSA-2048' });
  const ec = await makeToken({ ...common, label: '社保U盾', pin: '24681357', keyAlgorithm: 'P-256' });
  return { 'RSA-2048': rsa, 'P-256': ec };
}

/** A driver process sees our environment as it is when it starts. */
async function setUpProcess(
  module: (scratch: Scratch) => { path: string; environment?: Readonly<Record<string, string>> },
): Promise<TokenSuiteSetup> {
  const scratch = makeScratch();
  const tokens = await makeTokens(scratch);
  const { path, environment } = module(scratch);
  Object.assign(process.env, environment, { SOFTHSM2_CONF: tokens['P-256'].softhsmConf });
  const driver = new DriverProcess({
    command: [process.execPath, hostScript, '--driver', path],
    driverName: 'suite',
    fileName: 'suite.so',
    log,
  });
  return {
    driver,
    tokens,
    async close() {
      await driver.close();
      scratch.remove();
    },
  };
}

describeTokenDriver('SoftHSM2 in its own process', () => setUpProcess(() => ({ path: softHsmModule })));
describeTokenDriver('a printing module in its own process', () =>
  setUpProcess((scratch) => {
    const shim = buildShim(scratch.folder);
    shim.set('chatter');
    return shim;
  }),
);
describeTokenDriver('SoftHSM2 in this process', async () => {
  const scratch = makeScratch();
  const tokens = await makeTokens(scratch);
  process.env.SOFTHSM2_CONF = tokens['P-256'].softhsmConf;
  const driver = Pkcs11Driver.load(softHsmModule);
  return {
    driver,
    tokens,
    async close() {
      await driver.close();
      scratch.remove();
    },
  };
});

describe('a driver that misbehaves', () => {
  let scratch: Scratch;
  let shim: Shim;
  let driver: DriverProcess;
  const deadlines: DriverDeadlines = {
    listTokensMs: 1_500,
    openSessionMs: 1_500,
    changePinMs: 1_500,
    generateKeyPairMs: 1_500,
    otherMs: 1_500,
  };
  beforeAll(async () => {
    scratch = makeScratch();
    shim = buildShim(scratch.folder);
    const tokens = await makeTokens(scratch);
    Object.assign(process.env, shim.environment, { SOFTHSM2_CONF: tokens['P-256'].softhsmConf });
    driver = new DriverProcess({
      command: [process.execPath, hostScript, '--driver', shim.path],
      driverName: '坏驱动',
      fileName: 'bad.so',
      deadlines,
      log,
    });
  });
  afterAll(async () => {
    await driver.close();
    scratch.remove();
  });

  test('a hang is ended by the deadline, and the next call gets a new process', async () => {
    shim.set('hang-C_GetSlotList');
    const startedAt = Date.now();
    await expect(driver.listTokens()).rejects.toMatchObject({
      code: 'DRIVER_TIMEOUT',
      details: { driverName: '坏驱动', fileName: 'bad.so' },
    });
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    shim.unset('hang-C_GetSlotList');
    expect(await driver.listTokens()).toHaveLength(2);
  });

  test('a crash fails all calls that wait, and the next call gets a new process', async () => {
    shim.set('crash-C_GetTokenInfo');
    const calls = await Promise.allSettled([driver.listTokens(), driver.listTokens()]);
    expect(calls.map((call) => (call.status === 'rejected' ? call.reason.code : 'ok'))).toEqual([
      'DRIVER_CRASHED',
      'DRIVER_CRASHED',
    ]);
    shim.unset('crash-C_GetTokenInfo');
    expect(await driver.listTokens()).toHaveLength(2);
  });

  test('a session of a process that died is not taken for one of the next', async () => {
    const [token] = await driver.listTokens();
    const { createHash } = await import('node:crypto');
    const certificateHash = createHash('sha256')
      .update(token?.certificates[0]?.der ?? '')
      .digest('hex');
    const pin = token?.label === 'suite-rsa' ? '13572468' : '24681357';
    const session = await driver.openSession(
      { serialNumber: token?.serialNumber ?? '', label: token?.label ?? '', certificateHash },
      pin,
    );
    shim.set('crash-C_GenerateKeyPair');
    await expect(session.generateKeyPair('P-256', 'x')).rejects.toMatchObject({ code: 'DRIVER_CRASHED' });
    shim.unset('crash-C_GenerateKeyPair');
    await driver.listTokens();
    await expect(session.readCertificates()).rejects.toMatchObject({ code: 'DRIVER_CRASHED' });
    await session.close();
  });

  test('a file that is no library is said to be so', async () => {
    const broken = new DriverProcess({
      command: [process.execPath, hostScript, '--driver', '/etc/hostname'],
      driverName: 'x',
      fileName: 'hostname',
      log,
    });
    await expect(broken.listTokens()).rejects.toMatchObject({ code: 'DRIVER_LOAD_FAILED' });
    await broken.close();
  });
});
