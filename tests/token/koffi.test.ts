// The token suite on the host as it is bundled for macOS, with koffi's addon for this machine in the Mac's one's place.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootFolder } from '../../installers/release/release.ts';
import { useKoffi } from '../../installers/use-koffi.ts';
import { buildHost } from '../../native-host/build-host.ts';
import { createLog } from '../../native-host/log.ts';
import { DriverProcess } from '../../native-host/token/driver-process.ts';
import type { Portal } from '../portal/start-portal.ts';
import { softHsmModule } from '../portal/token/soft-hsm.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { assertUsable, listObjects } from '../support/token/judge-token.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';
import { describeTokenDriver } from './token-suite.ts';

const addon = join(rootFolder, 'node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node');
const log = createLog('off', () => undefined);
let scratch: Scratch;
let portal: Portal;
let host: string;
beforeAll(async () => {
  scratch = makeScratch();
  portal = await startReadyPortal({ issueDelayMs: 60, stateDir: join(scratch.folder, 'portal') });
  host = join(scratch.folder, 'host');
  mkdirSync(host);
  await buildHost(host, [useKoffi(addon)], 'koffi');
});
afterAll(async () => {
  await portal.close();
  scratch.remove();
});

const plugIn = (dir: string, label: string, keyAlgorithm: 'RSA-2048' | 'P-256') =>
  makeReadyToken({ dir: join(scratch.folder, dir), label, pin: '13572468', keyAlgorithm, unit: exampleUnit, portal });

function startDriver(path: string): DriverProcess {
  const command = [process.execPath, join(host, 'host.cjs'), '--driver', path] as const;
  return new DriverProcess({ command, driverName: 'koffi', fileName: 'koffi.so', log });
}

describeTokenDriver('SoftHSM2 through koffi', async () => {
  const tokens = {
    'RSA-2048': await plugIn('suite', 'suite-rsa', 'RSA-2048'),
    'P-256': await plugIn('suite', '社保U盾', 'P-256'),
  };
  process.env.SOFTHSM2_CONF = tokens['P-256'].softhsmConf;
  const driver = startDriver(softHsmModule);
  return { driver, tokens, close: () => driver.close() };
});

describe('the bundle for macOS', () => {
  test('carries no addon that would have to be compiled for the Mac', () => {
    expect(readdirSync(host).filter((name) => name.endsWith('.node'))).toEqual(['koffi.node']);
  });

  test('says of a file that is no library that it could not be loaded', async () => {
    const driver = startDriver('/etc/hostname');
    await expect(driver.listTokens()).rejects.toMatchObject({ code: 'DRIVER_LOAD_FAILED' });
    await driver.close();
  });

  test('says so of a library that is none of PKCS#11', async () => {
    const driver = startDriver('/lib/x86_64-linux-gnu/libm.so.6');
    await expect(driver.listTokens()).rejects.toMatchObject({ code: 'DRIVER_LOAD_FAILED' });
    await driver.close();
  });

  test.each(['RSA-2048', 'P-256'] as const)('renews a certificate, key %s', async (keyAlgorithm) => {
    const token = await plugIn(`renewal-${keyAlgorithm}`, '社保U盾', keyAlgorithm);
    const client = startHost({
      environment: { ...scratch.hostEnvironment, SOFTHSM2_CONF: token.softhsmConf },
      command: [join(host, 'shebao-cert-host')],
    });
    await prepareRenewal(portal, token, client).runWhole();
    expect(await client.close()).toBe(0);
    const { certificateIds } = listObjects(token);
    expect(certificateIds).toHaveLength(2);
    for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
  });
});
