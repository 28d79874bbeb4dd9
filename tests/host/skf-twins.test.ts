// One U盾 that shows through PKCS#11 and through SKF: it is one token, and SKF works with it where PKCS#11 cannot.
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { setTokenSerial } from '../portal/token/set-token-serial.ts';
import {
  initialiseToken,
  listTokens,
  openSoftHsm,
  type SoftHsm,
  softHsmModule,
  usePkcs11Tool,
} from '../portal/token/soft-hsm.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { buildSkfToken } from '../support/token/build-skf-token.ts';
import { type MadeSkfToken, makeSkfToken } from '../support/token/skf-token.ts';

const pin = '13572468';
const label = '社保U盾';
let scratch: Scratch;
let portal: Portal;
let hsm: SoftHsm;
let token: MadeSkfToken;
let host: HostClient;

beforeAll(async () => {
  scratch = makeScratch();
  portal = await startPortal({ stateDir: join(scratch.folder, 'portal') });
  const module = await buildSkfToken(scratch.folder);
  const chipNumber = '5A00000011112222';
  token = await makeSkfToken({
    ...{ dir: join(scratch.folder, 'skf'), module, label, pin, keyAlgorithm: 'SM2', unit: exampleUnit, portal },
    ...{ isPair: true, chipNumber },
  });
  hsm = await openSoftHsm(join(scratch.folder, 'hsm'));
  await initialiseToken(hsm, label, pin);
  const [made] = await listTokens(hsm);
  await setTokenSerial(hsm, made?.serialNumber ?? '', chipNumber);
  const drivers = [
    { name: '某品牌', path: softHsmModule },
    { name: '某品牌 (SKF)', path: module, kind: 'skf' },
  ];
  scratch.configureHost({ drivers, useKnownDrivers: false });
  const environment = { ...scratch.hostEnvironment, ...token.environment, SOFTHSM2_CONF: hsm.configFile };
  host = startHost({ environment });
});
afterAll(async () => {
  await host.close();
  await portal.close();
  scratch.remove();
});

/** What the doctor says of the two libraries. */
async function readReasons(): Promise<unknown[]> {
  const { checks } = await host.call('doctor', {});
  return checks.filter(({ check }) => /^driver-\d/.test(check)).map(({ details }) => details.reason);
}

test('a token on which PKCS#11 shows nothing is taken by SKF, and stands once', async () => {
  const { tokens, drivers } = await host.call('list-tokens', {});
  expect(tokens).toMatchObject([{ chipNumber: token.chipNumber, driverName: '某品牌 (SKF)' }]);
  expect(drivers.map(({ tokenCount }) => tokenCount)).toEqual([1, 1]);
  expect(await readReasons()).toEqual(['driver-left-pair', 'driver-works']);
});

test('so is one whose certificate both show, and the doctor says why', async () => {
  const der = join(scratch.folder, 'old.cer');
  writeFileSync(der, new X509Certificate(readFileSync(token.certificatePem)).raw);
  await usePkcs11Tool(hsm, label, pin, ['--write-object', der, '--type', 'cert', '--id', '01']);
  const { tokens } = await host.call('list-tokens', {});
  expect(tokens).toMatchObject([{ chipNumber: token.chipNumber, driverName: '某品牌 (SKF)' }]);
  expect(tokens[0]?.certificates.map(({ usage }) => usage).sort()).toEqual(['encryption', 'signing']);
  expect(await readReasons()).toEqual(['driver-left-pair', 'driver-works']);
});
