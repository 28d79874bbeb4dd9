// Drivers that start in another way than most, answer an error once, or refuse how a key is asked for.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildHelper } from '../../installers/windows/build-helper.ts';
import { createLog } from '../../native-host/log.ts';
import type { TokenName } from '../../native-host/token/driver.ts';
import { DriverProcess } from '../../native-host/token/driver-process.ts';
import { AddonPkcs11 } from '../../native-host/token/pkcs11-addon.ts';
import { initialize } from '../../native-host/token/pkcs11-initialize.ts';
import { KoffiPkcs11 } from '../../native-host/token/pkcs11-koffi.ts';
import type { Pkcs11Library } from '../../native-host/token/pkcs11-library.ts';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { hostScript, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { encodePin } from '../support/token/encode-pin.ts';
import { listObjects, workOnToken } from '../support/token/judge-token.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';
import { buildShim, type Shim } from '../support/token/shim.ts';

const pin = encodePin('24681357');
let scratch: Scratch;
let portal: Portal;
let shim: Shim;
let token: MadeToken;
let name: TokenName;
let driver: DriverProcess;
const logged: string[] = [];
const faults: string[] = [];
const set = (fault: string, value: string | number = '') => {
  faults.push(fault);
  shim.set(fault, value);
};
beforeAll(async () => {
  scratch = makeScratch();
  portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal') });
  shim = buildShim(scratch.folder);
  const dir = join(scratch.folder, 'hsm');
  token = await makeReadyToken({
    dir,
    label: 'U盾',
    pin: '24681357',
    keyAlgorithm: 'P-256',
    unit: exampleUnit,
    portal,
  });
  name = { serialNumber: token.chipNumber, label: token.label, certificateHash: null };
  Object.assign(process.env, shim.environment, { SOFTHSM2_CONF: token.softhsmConf });
  const command = [process.execPath, hostScript, '--driver', shim.path] as const;
  const log = createLog('error', (line) => logged.push(line));
  driver = new DriverProcess({ command, driverName: '测试驱动', fileName: 'shim.so', log });
});
afterEach(() => {
  for (const fault of faults.splice(0)) shim.unset(fault);
});
afterAll(async () => {
  await driver.close();
  await portal.close();
  scratch.remove();
});

describe('C_Initialize', () => {
  /** The helper is reached by a worker, which has to be a bundle. */
  const throughHelper = async (work: (helped: DriverProcess) => Promise<void>) => {
    const helper = join(scratch.folder, 'helper');
    if (!existsSync(helper)) await buildHelper('linux-x64', '1.2.3', scratch.folder, helper);
    const command = [process.execPath, hostScript, '--driver', shim.path, helper] as const;
    const log = createLog('off', () => undefined);
    const helped = new DriverProcess({ command, driverName: '测试驱动', fileName: 'shim.so', log });
    await work(helped);
    await helped.close();
  };
  const start = {
    pkcs11js: async () => startHere(AddonPkcs11.load(shim.path)),
    koffi: async () => startHere(KoffiPkcs11.load(shim.path)),
    helper: () =>
      throughHelper(async (helped) => {
        expect(await helped.listTokens()).toHaveLength(1);
      }),
  };
  const startHere = (library: Pkcs11Library) => {
    try {
      initialize(library);
      expect(library.C_GetSlotList(true).length).toBeGreaterThan(0);
      expect(library.C_GetInfo().libraryDescription).toContain('PKCS11');
      library.C_Finalize();
    } finally {
      library.close();
    }
  };

  test.each(['2', '0', 'null'])('of a library that wants %s: the three ways to it behave alike', async (flags) => {
    set('wants-flags', flags);
    await start.koffi();
    await start.helper();
    // The addon cannot pass NULL: then the library's first word is the answer.
    if (flags === 'null') await expect(start.pkcs11js()).rejects.toThrow('CKR_CANT_LOCK');
    else await start.pkcs11js();
  });

  test('that fails for another reason is not tried in other forms, by any of the three', async () => {
    set('fail-C_Initialize', 48);
    set('count-C_Initialize');
    await expect(start.koffi()).rejects.toThrow('CKR_DEVICE_ERROR');
    await expect(start.pkcs11js()).rejects.toThrow('CKR_DEVICE_ERROR');
    await expect(start.helper()).rejects.toMatchObject({
      code: 'DRIVER_INITIALIZE_FAILED',
      details: { reason: 'CKR_DEVICE_ERROR' },
    });
    expect(shim.countCalls('C_Initialize')).toBe(3);
  });

  test('a library that does not start is no file that is damaged, and the log says why', async () => {
    await driver.refresh();
    set('fail-C_Initialize', 48);
    const details = { reason: 'CKR_DEVICE_ERROR', driverName: '测试驱动', fileName: 'shim.so' };
    await expect(driver.listTokens()).rejects.toMatchObject({ code: 'DRIVER_INITIALIZE_FAILED', details });
    expect(logged.join('')).toContain('CKR_DEVICE_ERROR');
    shim.unset('fail-C_Initialize');
    // The service was started meanwhile.
    expect(await driver.listTokens()).toHaveLength(1);
  });
});

describe('a driver that answers errors', () => {
  test('is ended and started anew before anybody hears of it, once', async () => {
    expect(await driver.listTokens()).toHaveLength(1);
    set('once-C_GetSlotList', 5);
    expect(await driver.listTokens()).toHaveLength(1);
    set('fail-C_GetSlotList', 5);
    shim.startCounting('C_GetSlotList');
    await expect(driver.listTokens()).rejects.toMatchObject({ code: 'TOKEN_FAILED' });
    // Each look is two calls; the first ends both times.
    expect(shim.countCalls('C_GetSlotList')).toBe(2);
    set('count-C_GetSlotList');
  });

  test('no PIN is sent twice for it', async () => {
    set('once-C_GetSlotList', 48);
    set('count-C_Login');
    await (await driver.openSession(name, pin)).close();
    expect(shim.countCalls('C_Login')).toBe(1);
    set('once-C_Login', 48);
    await expect(driver.openSession(name, pin)).rejects.toMatchObject({ code: 'TOKEN_FAILED' });
    expect(shim.countCalls('C_Login')).toBe(2);
  });
});

describe('the template of a key', () => {
  test.each(['RSA-2048', 'P-256'] as const)(
    'that is refused is tried once in its least form (%s)',
    async (algorithm) => {
      const session = await driver.openSession(name, pin);
      set('once-C_GenerateKeyPair', 209); // CKR_TEMPLATE_INCONSISTENT
      const publicKey = await session.generateKeyPair(algorithm, 'least');
      expect(await session.sign(publicKey, Buffer.from('x'))).not.toHaveLength(0);
      expect(workOnToken(token, ['--list-objects', '--type', 'privkey'])).toMatch(/least[\s\S]*never extractable/);
      expect(await session.destroyKeyPair('least', publicKey)).toBe(2);
      await session.close();
    },
  );

  test('that is refused in any form ends the order, and leaves no key', async () => {
    scratch.configureHost({ drivers: [{ name: 'shim', path: shim.path }], useKnownDrivers: false });
    const host = startHost({ environment: { ...scratch.hostEnvironment, ...shim.environment } });
    set('fail-C_GenerateKeyPair', 208); // CKR_TEMPLATE_INCOMPLETE
    await expect(prepareRenewal(portal, token, host).createRequest()).rejects.toMatchObject({
      code: 'TOKEN_UNSUPPORTED',
    });
    expect(await host.call('list-orders', {})).toEqual({ orders: [] });
    expect(listObjects(token).privateKeyIds).toHaveLength(1);
    await host.close();
  });
});
