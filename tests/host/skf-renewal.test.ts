// Whole renewals over the host's frames on the software SKF token: SM2 alone and as a pair, with what can go wrong between.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { buildSkfToken } from '../support/token/build-skf-token.ts';
import { type MadeSkfToken, makeSkfToken, readSkfFile } from '../support/token/skf-token.ts';

let shared: Scratch;
let module: string;
let portal: Portal;
beforeAll(async () => {
  shared = makeScratch();
  module = await buildSkfToken(shared.folder);
  portal = await startPortal({ stateDir: join(shared.folder, 'portal'), issueDelayMs: 50 });
});
afterAll(async () => {
  await portal.close();
  shared.remove();
});

let scratch: Scratch;
let host: HostClient;
let faults: string;
beforeEach(() => {
  scratch = makeScratch();
  faults = join(scratch.folder, 'faults');
  mkdirSync(faults);
  scratch.configureHost({
    drivers: [{ name: 'SKF 软件令牌', path: module, kind: 'skf' }],
    useKnownDrivers: false,
  });
});
afterEach(async () => {
  portal.clearFaults();
  await host.close();
  scratch.remove();
});

async function plugIn(options: { isPair?: boolean; hasEncryption?: boolean } = {}): Promise<MadeSkfToken> {
  const dir = join(scratch.folder, 'skf');
  const { isPair = false, hasEncryption = false } = options;
  const common = { dir, module, label: '社保U盾', pin: '13572468', keyAlgorithm: 'SM2', unit: exampleUnit } as const;
  const token = await makeSkfToken({ ...common, portal, isPair, order: { hasEncryption } });
  start();
  return token;
}

function start(): void {
  const environment = { SOFT_SKF_DIR: join(scratch.folder, 'skf'), SOFT_SKF_FAULTS: faults };
  host = startHost({ environment: { ...scratch.hostEnvironment, ...environment } });
}

/** openssl on a file of the token. */
async function assertChain(token: MadeSkfToken, container: string, file: 'sign.cer' | 'enc.cer'): Promise<void> {
  const der = (await readSkfFile(token, container, file)) ?? expect.fail(`no ${file}`);
  const pem = execFileSync('openssl', ['x509', '-inform', 'DER'], { input: der });
  writeFileSync(join(scratch.folder, 'leaf.pem'), pem);
  // openssl gives the id to the leaf's check only; the issuing CA is the anchor here.
  const id = ['-vfyopt', 'distid:1234567812345678'];
  const options = [...id, '-partial_chain', '-CAfile', await portal.openSm2Chain()];
  expect(
    execFileSync('openssl', ['verify', ...options, join(scratch.folder, 'leaf.pem')], { encoding: 'utf8' }),
  ).toMatch(/OK/);
}

async function runPair(token: MadeSkfToken, fault?: 'blobForOtherKey' | 'wrongSm4Key') {
  const renewal = prepareRenewal(portal, token, host);
  await renewal.submit(await renewal.createRequest());
  await renewal.fetchBundle();
  if (fault) portal.setFault({ kind: fault, count: 1 });
  const { p7b = '', encPrivateKey = '' } = await renewal.ca.fetchDelivery(renewal.orderId);
  const install = async () => {
    const { tokens } = await host.call('list-tokens', {});
    const { tokenId = '' } = tokens[0] ?? {};
    const delivered = { certificates: p7b, encryptionKey: encPrivateKey };
    return host.call('install-certificate', { orderId: renewal.orderId, tokenId, pin: token.pin, ...delivered });
  };
  return { renewal, install, container: `shebao-${renewal.orderId}` };
}

test('an SM2 certificate is renewed: request, proof and chain are judged by openssl', async () => {
  const token = await plugIn();
  const renewal = prepareRenewal(portal, token, host);
  const { certificate, order } = await renewal.runWhole();
  expect(certificate).toMatchObject({ keyAlgorithm: 'SM2', usage: 'signing', hasPrivateKey: true });
  expect(order.state).toBe('verified');
  await assertChain(token, `shebao-${renewal.orderId}`, 'sign.cer');
});

describe('a pair', () => {
  test('both certificates are written, and both keys tried; the old pair stays', async () => {
    const token = await plugIn({ isPair: true, hasEncryption: true });
    const { install, container } = await runPair(token);
    const { certificate, encryptionCertificate, otherCertificates } = await install();
    expect(certificate.usage).toBe('signing');
    expect(encryptionCertificate).toMatchObject({ usage: 'encryption', keyAlgorithm: 'SM2' });
    expect(otherCertificates).toBeUndefined();
    await assertChain(token, container, 'sign.cer');
    await assertChain(token, container, 'enc.cer');
    expect(await readSkfFile(token, exampleUnit.unitName, 'enc.key')).not.toBeNull();
    expect(await readSkfFile(token, exampleUnit.unitName, 'sign.cer')).not.toBeNull();
  });

  test.each(['SKF_ImportECCKeyPair', 'SKF_ImportCertificate'])(
    'pulled after %s: gone on with when it is back',
    async (name) => {
      const token = await plugIn({ hasEncryption: true });
      const { renewal, install, container } = await runPair(token);
      writeFileSync(join(faults, `pull-after-${name}`), '');
      await expect(install()).rejects.toMatchObject({ code: expect.stringMatching(/TOKEN_REMOVED|TOKEN_CHANGED/) });
      await host.close();
      for (const fault of [`pull-after-${name}`, 'pulled-dev1']) rmSync(join(faults, fault));
      start();
      renewal.continueWith(host);
      // From the journal, without another download.
      const { encryptionCertificate, order } = await renewal.install();
      expect(order.state).toBe('verified');
      expect(encryptionCertificate?.usage).toBe('encryption');
      await assertChain(token, container, 'enc.cer');
    },
  );

  test.each(['blobForOtherKey', 'wrongSm4Key'] as const)(
    'an envelope that does not open (%s) ends without a certificate',
    async (kind) => {
      const token = await plugIn({ hasEncryption: true });
      const { install, container } = await runPair(token, kind);
      await expect(install()).rejects.toMatchObject({ code: 'TOKEN_FAILED' });
      expect(await readSkfFile(token, container, 'enc.cer')).toBeNull();
      expect(await readSkfFile(token, container, 'sign.cer')).toBeNull();
    },
  );
});

test('a wrong PIN says how many tries are left, and a locked one is not tried', async () => {
  const token = await plugIn();
  writeFileSync(join(faults, 'count-tries'), '');
  // Agrees on the newest protocol, as the extension does.
  await host.call('doctor', {});
  const { tokens } = await host.call('list-tokens', {});
  const [listed] = tokens;
  expect(listed?.pin.triesLeft).toBe(6);
  const params = {
    tokenId: listed?.tokenId ?? '',
    certificateHash: listed?.certificates[0]?.hash ?? '',
    pin: '99999999',
  };
  for (const triesLeft of [5, 4, 3, 2, 1])
    await expect(host.call('verify-pin', params)).rejects.toMatchObject({
      code: 'PIN_INCORRECT',
      details: { triesLeft },
    });
  await expect(host.call('verify-pin', params)).rejects.toMatchObject({
    code: 'PIN_LOCKED',
    details: { triesLeft: 0 },
  });
  rmSync(join(faults, 'tries'));
  await expect(host.call('verify-pin', { ...params, pin: token.pin })).rejects.toMatchObject({ code: 'PIN_LOCKED' });
  expect(() => execFileSync('cat', [join(faults, 'tries')], { stdio: 'pipe' })).toThrow();
});
