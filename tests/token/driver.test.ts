// The token suite on the library in this process, on the library in its own process, and through a vendor's kind of module.
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../native-host/log.ts';
import type { TokenName } from '../../native-host/token/driver.ts';
import { type DriverDeadlines, DriverProcess } from '../../native-host/token/driver-process.ts';
import { Pkcs11Driver } from '../../native-host/token/pkcs11-driver.ts';
import type { Portal } from '../portal/start-portal.ts';
import { softHsmModule } from '../portal/token/soft-hsm.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { hostScript } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { usePortal } from '../support/portal/use-portal.ts';
import { encodePin } from '../support/token/encode-pin.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';
import { buildShim, type Shim } from '../support/token/shim.ts';
import { describeTokenDriver, type TokenSuiteSetup } from './token-suite.ts';

const log = createLog('off', () => undefined);
let portal: Portal;
usePortal((started) => {
  portal = started;
});

async function makeTokens(scratch: Scratch): Promise<TokenSuiteSetup['tokens']> {
  const common = { dir: join(scratch.folder, 'hsm'), unit: exampleUnit, portal };
  const rsa = await makeReadyToken({ ...common, label: 'suite-rsa', pin: '13572468', keyAlgorithm: 'RSA-2048' });
  const ec = await makeReadyToken({ ...common, label: '社保U盾', pin: '24681357', keyAlgorithm: 'P-256' });
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
  const driver = await Pkcs11Driver.load(softHsmModule);
  return {
    driver,
    tokens,
    async close() {
      await driver.close();
      scratch.remove();
    },
  };
});

describe('a token that counts, a reader with a pad, a driver that lies', () => {
  let scratch: Scratch;
  let shim: Shim;
  let driver: DriverProcess;
  let tokens: TokenSuiteSetup['tokens'];
  let name: TokenName;
  const setFaults: string[] = [];
  const set = (fault: string, value: string | number = '') => {
    setFaults.push(fault);
    shim.set(fault, value);
  };
  const adminPin = '12345678';
  beforeAll(async () => {
    scratch = makeScratch();
    shim = buildShim(scratch.folder);
    tokens = await makeTokens(scratch);
    name = { serialNumber: tokens['P-256'].chipNumber, label: tokens['P-256'].label, certificateHash: null };
    Object.assign(process.env, shim.environment, { SOFTHSM2_CONF: tokens['P-256'].softhsmConf });
    driver = new DriverProcess({
      command: [process.execPath, hostScript, '--driver', shim.path],
      driverName: '测试驱动',
      fileName: 'shim.so',
      log,
    });
  });
  afterEach(() => {
    expect(shim.isSet('empty-pin')).toBe(false);
    expect(shim.isSet('pin-sent')).toBe(false);
    for (const fault of [...setFaults.splice(0), 'tries-left', 'admin-tries-left', 'pulled']) shim.unset(fault);
  });
  afterAll(async () => {
    await driver.close();
    scratch.remove();
  });
  const pin = '24681357';
  const logIn = async (with_: string | null) =>
    (await driver.openSession(name, with_ === null ? null : encodePin(with_))).close();

  test('the last try is said before it is taken, the lock after it, and the administrator opens it again', async () => {
    set('tries', 3);
    const change = (oldPin: string) => driver.changePin(name, encodePin(oldPin), encodePin('newpin88'));
    await expect(change('99999999')).rejects.toMatchObject({
      code: 'PIN_INCORRECT',
      details: { pinState: 'some-wrong' },
    });
    await expect(change('99999999')).rejects.toMatchObject({
      code: 'PIN_INCORRECT',
      details: { pinState: 'final-try' },
    });
    expect((await driver.glance()).map(({ pinState }) => pinState)).toContain('final-try');
    await expect(change('99999999')).rejects.toMatchObject({ code: 'PIN_LOCKED', details: { pinState: 'locked' } });
    // The right one does not help any more, and is not even tried.
    shim.startCounting('C_Login');
    set('count-C_Login');
    await expect(change(pin)).rejects.toMatchObject({ code: 'PIN_LOCKED' });
    expect(shim.countCalls('C_Login')).toBe(0);
    await driver.unblockPin(name, encodePin(adminPin), encodePin('newpin88'));
    await logIn('newpin88');
    await driver.unblockPin(name, encodePin(adminPin), encodePin(pin));
    await logIn(pin);
  });

  test('the administrator’s PIN is counted by itself, and a locked one is not tried', async () => {
    set('admin-tries', 2);
    const unblock = (with_: string) => driver.unblockPin(name, encodePin(with_), encodePin('newpin88'));
    await expect(unblock('99999999')).rejects.toMatchObject({
      code: 'ADMIN_PIN_INCORRECT',
      details: { pinState: 'final-try' },
    });
    expect((await driver.inspectToken(name)).adminPinState).toBe('final-try');
    await expect(unblock('99999999')).rejects.toMatchObject({ code: 'ADMIN_PIN_LOCKED' });
    await expect(unblock(adminPin)).rejects.toMatchObject({ code: 'ADMIN_PIN_LOCKED' });
    await logIn(pin);
  });

  test.each([
    [161, 'PIN_REFUSED'], // CKR_PIN_INVALID
    [162, 'PIN_REFUSED'], // CKR_PIN_LEN_RANGE
    [440, 'PIN_REFUSED'], // CKR_PIN_TOO_WEAK
    [84, 'TOKEN_UNSUPPORTED', 'UNBLOCK_UNSUPPORTED'], // CKR_FUNCTION_NOT_SUPPORTED
    [226, 'TOKEN_WRITE_PROTECTED'],
    // What OpenSC says on cards that no administrator can unblock, after a login with any PIN at all.
    [257, 'TOKEN_FAILED', 'UNBLOCK_UNSUPPORTED'], // CKR_USER_NOT_LOGGED_IN
    [5, 'TOKEN_FAILED', 'UNBLOCK_UNSUPPORTED'],
  ])(
    'C_SetPIN and C_InitPIN answering %i: %s, and the PIN is as it was',
    async (value, code, whenUnblocking = code) => {
      set('fail-C_SetPIN', value);
      set('fail-C_InitPIN', value);
      await expect(driver.changePin(name, encodePin(pin), encodePin('newpin88'))).rejects.toMatchObject({ code });
      await expect(driver.unblockPin(name, encodePin(adminPin), encodePin('newpin88'))).rejects.toMatchObject({
        code: whenUnblocking,
      });
      await logIn(pin);
    },
  );

  test.each([
    [160, 'ADMIN_PIN_INCORRECT', 'unknown-or-full'], // CKR_PIN_INCORRECT
    [164, 'ADMIN_PIN_LOCKED', 'locked'], // CKR_PIN_LOCKED
  ])('a PUK that is looked at in C_InitPIN, answering %i: %s', async (value, code, pinState) => {
    // The user's own PIN has been wrong once: that is not what is spoken of.
    await expect(logIn('99999999')).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
    set('fail-C_InitPIN', value);
    const attempt = driver.unblockPin(name, encodePin(adminPin), encodePin('newpin88'));
    await expect(attempt).rejects.toMatchObject({ code, details: { pinState } });
    await logIn(pin);
  });

  test('a driver that says OK and changes nothing is found out, and the try is given back', async () => {
    set('lie-C_SetPIN');
    set('lie-C_InitPIN');
    await expect(driver.changePin(name, encodePin(pin), encodePin('newpin88'))).rejects.toMatchObject({
      code: 'TOKEN_FAILED',
      details: { reason: 'PIN not changed' },
    });
    expect((await driver.glance()).every(({ pinState }) => pinState === 'unknown-or-full')).toBe(true);
    await expect(driver.unblockPin(name, encodePin(adminPin), encodePin('newpin88'))).rejects.toMatchObject({
      code: 'TOKEN_FAILED',
      details: { reason: 'PIN not changed' },
    });
    await logIn(pin);
  });

  test('a token pulled at the change is said to be gone', async () => {
    set('pull-after-C_SetPIN');
    await expect(driver.changePin(name, encodePin(pin), encodePin(pin))).rejects.toMatchObject({
      code: 'TOKEN_REMOVED',
    });
  });

  test('an administrator unknown to the token', async () => {
    set('fail-C_Login', 259); // CKR_USER_TYPE_INVALID
    await expect(driver.unblockPin(name, encodePin(adminPin), encodePin('newpin88'))).rejects.toMatchObject({
      code: 'UNBLOCK_UNSUPPORTED',
    });
  });

  test('on a reader with a pad no PIN is passed: the reader asks', async () => {
    set('pad', pin);
    set('pad-admin', adminPin);
    set('pad-new', 'newpin88');
    expect((await driver.listTokens())[0]?.pin.isTypedOnReader).toBe(true);
    await logIn(null);
    await driver.changePin(name, null, null);
    set('pad', 'newpin88');
    await logIn(null);
    set('pad-new', pin);
    await driver.unblockPin(name, null, null);
    set('pad', pin);
    await logIn(null);
    set('pad', 'cancel');
    await expect(driver.changePin(name, null, null)).rejects.toMatchObject({ code: 'PIN_CANCELLED' });
    set('pad', '99999999');
    await expect(driver.changePin(name, null, null)).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
    shim.unset('pad');
    await logIn(pin);
  });

  test('a key that the driver says is destroyed and is not', async () => {
    const session = await driver.openSession(name, encodePin(pin));
    await session.generateKeyPair('P-256', 'stays');
    set('lie-C_DestroyObject');
    await expect(session.destroyKeyPair('stays', null)).rejects.toMatchObject({
      code: 'TOKEN_FAILED',
      details: { reason: 'key not removed' },
    });
    shim.unset('lie-C_DestroyObject');
    expect(await session.destroyKeyPair('stays', null)).toBe(2);
    await session.close();
  });

  test('two tokens of one name: told apart by a certificate, and not without', async () => {
    set('serial', 'SAME0001');
    set('label', 'same');
    const same = { serialNumber: 'SAME0001', label: 'same' };
    await expect(driver.inspectToken({ ...same, certificateHash: null })).rejects.toMatchObject({
      code: 'TOKEN_AMBIGUOUS',
    });
    const der = new X509Certificate(readFileSync(tokens['P-256'].certificatePem)).raw;
    const certificateHash = createHash('sha256').update(der).digest('hex');
    await driver.changePin({ ...same, certificateHash }, encodePin(pin), encodePin('newpin88'));
    await driver.changePin({ ...same, certificateHash }, encodePin('newpin88'), encodePin(pin));
  });
});

describe('a driver that misbehaves', () => {
  let scratch: Scratch;
  let shim: Shim;
  let driver: DriverProcess;
  const deadlines: DriverDeadlines = {
    listTokensMs: 4_000,
    openSessionMs: 4_000,
    changePinMs: 4_000,
    generateKeyPairMs: 4_000,
    otherMs: 4_000,
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
    const certificateHash = createHash('sha256')
      .update(token?.certificates[0]?.der ?? '')
      .digest('hex');
    const pin = token?.label === 'suite-rsa' ? '13572468' : '24681357';
    const session = await driver.openSession(
      { serialNumber: token?.serialNumber ?? '', label: token?.label ?? '', certificateHash },
      encodePin(pin),
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
