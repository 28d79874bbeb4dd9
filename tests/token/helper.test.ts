// The helper for drivers that the host cannot load, built for this machine: the token suite through it, what it says byte by
// byte, and what becomes of it when a library or its caller misbehaves. As built for Windows: its PE header and imports.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runTool } from '../../installers/tools/run-tool.ts';
import { buildHelper } from '../../installers/windows/build-helper.ts';
import { createLog } from '../../native-host/log.ts';
import { DriverProcess } from '../../native-host/token/driver-process.ts';
import { readArchitectures } from '../../native-host/token/module-architecture.ts';
import type { Portal } from '../portal/start-portal.ts';
import { softHsmModule } from '../portal/token/soft-hsm.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { hostScript } from '../support/host/host-client.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';
import { buildShim, type Shim } from '../support/token/shim.ts';
import { buildSoftToken } from '../support/token/soft-token.ts';
import { describeTokenDriver, type TokenSuiteSetup } from './token-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'helper-'));
const helper = join(folder, 'helper');
let portal: Portal;
beforeAll(async () => {
  await buildHelper('linux-x64', '1.2.3', folder, helper);
  portal = await startReadyPortal({ stateDir: join(folder, 'portal') });
});
afterAll(async () => {
  await portal.close();
  rmSync(folder, { recursive: true });
});

interface HelperSetup extends TokenSuiteSetup {
  readonly driver: DriverProcess;
  readonly shim: Shim;
}

async function setUp(chooseModule: (shim: Shim) => string): Promise<HelperSetup> {
  const scratch: Scratch = makeScratch();
  const common = { dir: join(scratch.folder, 'hsm'), unit: exampleUnit, portal };
  const rsa = await makeReadyToken({ ...common, label: 'suite-rsa', pin: '13572468', keyAlgorithm: 'RSA-2048' });
  const ec = await makeReadyToken({ ...common, label: '社保U盾', pin: '24681357', keyAlgorithm: 'P-256' });
  const shim = buildShim(scratch.folder);
  Object.assign(process.env, shim.environment, { SOFTHSM2_CONF: ec.softhsmConf });
  const driver = new DriverProcess({
    command: [process.execPath, hostScript, '--driver', chooseModule(shim), helper],
    driverName: '32位驱动',
    fileName: 'ngp11v211.dll',
    log: createLog('off', () => undefined),
  });
  return {
    driver,
    shim,
    tokens: { 'RSA-2048': rsa, 'P-256': ec },
    async close() {
      await driver.close();
      scratch.remove();
    },
  };
}

describeTokenDriver('SoftHSM2 through the helper', () => setUp(() => softHsmModule));
describeTokenDriver('a printing module through the helper', () =>
  setUp((shim) => {
    shim.set('chatter');
    return shim.path;
  }),
);

describe('when something breaks', () => {
  let setup: HelperSetup;
  beforeAll(async () => {
    setup = await setUp((shim) => shim.path);
  });
  afterAll(() => setup.close());

  test('a library that crashes takes the helper along; the next call gets a new one', async () => {
    setup.shim.set('crash-C_GetTokenInfo');
    await expect(setup.driver.listTokens()).rejects.toMatchObject({ code: 'DRIVER_CRASHED' });
    setup.shim.unset('crash-C_GetTokenInfo');
    expect(await setup.driver.listTokens()).toHaveLength(2);
  });

  test('a library that cannot be loaded', async () => {
    const driver = new DriverProcess({
      command: [process.execPath, hostScript, '--driver', '/etc/hostname', helper],
      driverName: 'x',
      fileName: 'x',
      log: createLog('off', () => undefined),
    });
    await expect(driver.listTokens()).rejects.toMatchObject({ code: 'DRIVER_LOAD_FAILED' });
    await driver.close();
  });

  test('a helper that is not there', async () => {
    const driver = new DriverProcess({
      command: [process.execPath, hostScript, '--driver', softHsmModule, join(folder, 'nothing')],
      driverName: 'x',
      fileName: 'x',
      log: createLog('off', () => undefined),
    });
    await expect(driver.listTokens()).rejects.toMatchObject({ code: 'DRIVER_LOAD_FAILED' });
    await driver.close();
  });

  test('a killed driver process leaves no helper behind', async () => {
    const listHelpers = () => spawnSync('pgrep', ['-f', `^${helper} `], { encoding: 'utf8' }).stdout;
    const before = listHelpers();
    setup.shim.set('hang-C_GetSlotList');
    const driver = new DriverProcess({
      command: [process.execPath, hostScript, '--driver', setup.shim.path, helper],
      driverName: 'x',
      fileName: 'x',
      deadlines: {
        listTokensMs: 1_500,
        openSessionMs: 1_500,
        changePinMs: 1_500,
        generateKeyPairMs: 1_500,
        otherMs: 1_500,
      },
      log: createLog('off', () => undefined),
    });
    await expect(driver.listTokens()).rejects.toMatchObject({ code: 'DRIVER_TIMEOUT' });
    setup.shim.unset('hang-C_GetSlotList');
    await expect.poll(listHelpers).toBe(before);
    await driver.close();
  });
});

describe('the protocol', () => {
  const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
  const u64 = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
  const message = (...parts: Buffer[]) => Buffer.concat([u32(Buffer.concat(parts).length), ...parts]);
  /** What the helper writes before it ends by itself, and its exit code. */
  const converse = (input: Buffer, library = softToken) =>
    new Promise<{ output: Buffer; exitCode: number | null }>((resolve) => {
      const child = spawn(helper, [library], { stdio: ['pipe', 'pipe', 'ignore'] });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.on('close', (exitCode) => resolve({ output: Buffer.concat(chunks), exitCode }));
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  let softToken: string;
  beforeAll(async () => {
    softToken = buildSoftToken(folder);
  });
  const greeting = message(u32(0), Buffer.from([4, 8, 1]));

  test('greets, and ends with its input', async () => {
    expect(await converse(Buffer.alloc(0))).toEqual({ output: greeting, exitCode: 0 });
  });

  test('says what the library says', async () => {
    const closing = message(Buffer.from([7]), u64(77));
    const { output } = await converse(Buffer.concat([message(Buffer.from([1]), u64(2)), closing]));
    // CKR_OK, CKR_SESSION_HANDLE_INVALID.
    expect(output).toEqual(Buffer.concat([greeting, message(u32(0)), message(u32(0xb3))]));
  });

  test.each([
    ['no function', message(Buffer.alloc(0))],
    ['an unknown function', message(Buffer.from([99]))],
    ['an argument that is cut off', message(Buffer.from([7, 1, 2]))],
    ['a template that claims more than there is', message(Buffer.from([15]), u64(1), u32(0xfffffff0))],
    ['bytes that claim more than there are', message(Buffer.from([8]), u64(1), u64(1), u32(1000), Buffer.from('x'))],
    ['a message that is too long', u32(0x7fffffff)],
    [
      'a number of another length',
      message(Buffer.from([100]), u32(1), Buffer.from('x'), u32(1), Buffer.from([0]), u32(1), Buffer.from([1])),
    ],
    ['more arguments than any function has', message(Buffer.from([100]), u32(1), Buffer.from('x'), u32(9))],
  ])('ends at %s', async (_, request) => {
    const { output, exitCode } = await converse(request);
    expect(exitCode).toBe(2);
    expect(output).toEqual(greeting);
  });

  test('a function that the library has not is one that is not supported yet', async () => {
    const argument = Buffer.concat([Buffer.from([0]), u32(8), u64(1)]);
    const request = message(Buffer.from([100]), u32(14), Buffer.from('SKF_DevAuthNot'), u32(1), argument);
    expect((await converse(request)).output).toEqual(Buffer.concat([greeting, message(u32(0x0a000003))]));
  });

  test('says that a library cannot be loaded', async () => {
    const { output, exitCode } = await converse(Buffer.alloc(0), '/etc/hostname');
    expect(output.readUInt32LE(4)).toBeGreaterThan(0);
    expect(exitCode).toBe(1);
  });
});

describe('as built for Windows', () => {
  test.each([
    ['windows-ia32', 'ia32', 'i686-w64-mingw32-objdump'],
    ['windows-x64', 'x64', 'x86_64-w64-mingw32-objdump'],
  ] as const)('%s: header, hardening, imports, version', async (target, architecture, objdump) => {
    const file = join(folder, `${target}.exe`);
    await buildHelper(target, '1.2.3', join(folder, target), file);
    expect(readArchitectures(readFileSync(file))).toEqual([architecture]);
    const facts = await runTool(objdump, ['-p', file]);
    expect(facts).toMatch(/Windows CUI/);
    expect(facts).toMatch(/DYNAMIC_BASE/);
    expect(facts).toMatch(/NX_COMPAT/);
    const imports = [...facts.matchAll(/DLL Name: (\S+)/g)].map(([, name = '']) => name.toLowerCase()).sort();
    // Nothing that Windows does not have.
    expect(imports).toEqual(['kernel32.dll', 'msvcrt.dll', 'shell32.dll']);
    expect(readFileSync(file).includes(Buffer.from('社保证书助手', 'utf16le'))).toBe(true);
    const again = join(folder, `${target}-again.exe`);
    await buildHelper(target, '1.2.3', join(folder, `${target}-again`), again);
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
  });
});
