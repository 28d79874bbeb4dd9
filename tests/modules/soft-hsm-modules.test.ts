// Modules of other makers that stand between the host and SoftHSM, and SoftHSM itself with less than it can do.
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLog } from '../../native-host/log.ts';
import { DriverProcess } from '../../native-host/token/driver-process.ts';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeToken, type TokenOptions } from '../portal/token/make-token.ts';
import { softHsmModule } from '../portal/token/soft-hsm.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { hostScript, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { listObjects } from '../support/token/judge-token.ts';
import { describeTokenDriver, type TokenSuiteSetup } from '../token/token-suite.ts';
import { describeWholeLife, type ModuleSetup } from './whole-life.ts';

const modules = '/usr/lib/x86_64-linux-gnu/pkcs11';
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

async function plugIn(keyAlgorithm: TokenOptions['keyAlgorithm']) {
  const scratch = makeScratch();
  const dir = join(scratch.folder, 'hsm');
  const token = await makeToken({ dir, label: 'other-modules', pin, keyAlgorithm, unit: exampleUnit, portal });
  return { scratch, token, environment: { SOFTHSM2_CONF: token.softhsmConf } };
}

async function setUpSpy(keyAlgorithm: TokenOptions['keyAlgorithm']): Promise<ModuleSetup> {
  const { scratch, token, environment } = await plugIn(keyAlgorithm);
  const log = { PKCS11SPY: softHsmModule, PKCS11SPY_OUTPUT: join(scratch.folder, 'spy.log') };
  return {
    path: `${modules}/pkcs11-spy.so`,
    environment: { ...environment, ...log },
    token,
    adminPin,
    close: async () => scratch.remove(),
  };
}

/** What a desktop's programs load to see every module that the machine has registered, SoftHSM's among them. */
async function setUpProxy(keyAlgorithm: TokenOptions['keyAlgorithm']): Promise<ModuleSetup> {
  const { scratch, token, environment } = await plugIn(keyAlgorithm);
  const path = '/usr/lib/x86_64-linux-gnu/p11-kit-proxy.so';
  return { path, environment, token, adminPin, close: async () => scratch.remove() };
}

/** A p11-kit server that shows SoftHSM's tokens on a socket: its client is what starts only with locking by the system. */
async function serve(folder: string, environment: Readonly<Record<string, string>>, tokens: string) {
  const socket = join(folder, 'p11.sock');
  const args = ['server', '-f', '-n', socket, '--provider', softHsmModule, tokens];
  const server: ChildProcess = spawn('p11-kit', args, { env: { ...process.env, ...environment }, stdio: 'ignore' });
  await vi.waitUntil(() => existsSync(socket), { timeout: 20_000 });
  return {
    server,
    path: `${modules}/p11-kit-client.so`,
    environment: { P11_KIT_SERVER_ADDRESS: `unix:path=${socket}` },
  };
}

async function setUpClient(keyAlgorithm: TokenOptions['keyAlgorithm']): Promise<ModuleSetup> {
  const { scratch, token, environment } = await plugIn(keyAlgorithm);
  const { server, ...served } = await serve(scratch.folder, environment, `pkcs11:token=${token.label}`);
  return {
    ...served,
    token,
    adminPin,
    async close() {
      server.kill();
      scratch.remove();
    },
  };
}

/** The token suite wants two tokens, and a PIN's flags, which only SoftHSM has of the modules here. */
async function setUpSuite(): Promise<TokenSuiteSetup> {
  const scratch = makeScratch();
  const common = { dir: join(scratch.folder, 'hsm'), unit: exampleUnit, portal, pin };
  const rsa = await makeToken({ ...common, label: 'suite-rsa', keyAlgorithm: 'RSA-2048' });
  const ec = await makeToken({ ...common, label: '社保U盾', keyAlgorithm: 'P-256' });
  // By the maker's name: the slot that SoftHSM has free is not served.
  const { server, path, environment } = await serve(
    scratch.folder,
    { SOFTHSM2_CONF: ec.softhsmConf },
    'pkcs11:manufacturer=SoftHSM%20project',
  );
  Object.assign(process.env, environment);
  const command = [process.execPath, hostScript, '--driver', path] as const;
  const log = createLog('off', () => undefined);
  const driver = new DriverProcess({ command, driverName: 'p11-kit', fileName: 'p11-kit-client.so', log });
  return {
    driver,
    tokens: { 'RSA-2048': rsa, 'P-256': ec },
    async close() {
      await driver.close();
      server.kill();
      scratch.remove();
    },
  };
}

describeTokenDriver('the token suite through p11-kit-client', setUpSuite);

describeWholeLife(
  'pkcs11-spy, RSA-2048',
  () => portal,
  () => setUpSpy('RSA-2048'),
);
describeWholeLife(
  'p11-kit-proxy, P-256',
  () => portal,
  () => setUpProxy('P-256'),
);
describeWholeLife(
  'p11-kit-client, RSA-2048',
  () => portal,
  () => setUpClient('RSA-2048'),
);
describeWholeLife(
  'p11-kit-client, P-256',
  () => portal,
  () => setUpClient('P-256'),
);

describe('SoftHSM with few mechanisms', () => {
  const keyGeneration = { 'RSA-2048': 'CKM_RSA_PKCS_KEY_PAIR_GEN', 'P-256': 'CKM_EC_KEY_PAIR_GEN' } as const;
  const renew = async (keyAlgorithm: TokenOptions['keyAlgorithm'], mechanisms: readonly string[]) => {
    const { scratch, token, environment } = await plugIn(keyAlgorithm);
    appendFileSync(token.softhsmConf, `slots.mechanisms = ${[...mechanisms, keyGeneration[keyAlgorithm]].join(',')}\n`);
    scratch.configureHost({ drivers: [{ name: 'few', path: softHsmModule }], useKnownDrivers: false });
    const host = startHost({ environment: { ...scratch.hostEnvironment, ...environment } });
    try {
      const outcome = await prepareRenewal(portal, token, host)
        .runWhole()
        .then(
          ({ order }) => order.state,
          ({ code }) => code,
        );
      const { orders } = await host.call('list-orders', {});
      return { outcome, orders: orders.length, keys: listObjects(token).privateKeyIds.length };
    } finally {
      await host.close();
      scratch.remove();
    }
  };

  test.each([
    ['RSA-2048', ['CKM_RSA_PKCS']],
    ['RSA-2048', ['CKM_RSA_X_509']],
    ['RSA-2048', ['CKM_SHA256_RSA_PKCS']],
    ['P-256', ['CKM_ECDSA']],
  ] as const)('%s with %s: is renewed', async (keyAlgorithm, mechanisms) => {
    expect(await renew(keyAlgorithm, mechanisms)).toEqual({ outcome: 'verified', orders: 0, keys: 2 });
  });

  test.each([
    ['RSA-2048', ['CKM_SHA512_RSA_PKCS']],
    ['P-256', ['CKM_SHA256']],
  ] as const)(
    '%s with nothing but %s: refused before a key is made, and no order is left',
    async (kind, mechanisms) => {
      expect(await renew(kind, mechanisms)).toEqual({ outcome: 'TOKEN_UNSUPPORTED', orders: 0, keys: 1 });
    },
  );
});
