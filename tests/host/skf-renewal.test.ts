// Whole renewals over the host's frames on the software SKF token: SM2 alone and as a pair, with what can go wrong between.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifySignature } from '../../extension/controls/serve/verify-signature.ts';
import { verifySm2Proof } from '../portal/ca/verify-sm2-proof.ts';
import type { Fault } from '../portal/faults/fault-board.ts';
import type { Portal } from '../portal/start-portal.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { buildSkfToken } from '../support/token/build-skf-token.ts';
import { assertSkfUsable, listSkfContainers } from '../support/token/judge-skf-token.ts';
import { type MadeSkfToken, makeSkfToken, readSkfFile, type SkfTokenOptions } from '../support/token/skf-token.ts';

/** Several deliveries, each made by openssl in many processes. */
const slow = { timeout: 180_000 };

let shared: Scratch;
let module: string;
let portal: Portal;
beforeAll(async () => {
  shared = makeScratch();
  module = await buildSkfToken(shared.folder);
  portal = await startReadyPortal({ stateDir: join(shared.folder, 'portal'), issueDelayMs: 50 });
});
afterAll(async () => {
  await portal.close();
  shared.remove();
});

let scratch: Scratch;
let host: HostClient;
let faults: string;
/** In which ways the library leaves the standard: see skf-token/quirks.h. */
let quirks: string;
beforeEach(() => {
  quirks = '';
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

type Plugged = Pick<SkfTokenOptions, 'isPair'> &
  SkfTokenOptions['order'] &
  Partial<Pick<SkfTokenOptions, 'keyAlgorithm'>>;

async function plugIn(
  { isPair = false, keyAlgorithm = 'SM2', ...order }: Plugged = {},
  ca: Portal = portal,
): Promise<MadeSkfToken> {
  const dir = join(scratch.folder, 'skf');
  const common = { dir, module, label: '社保U盾', pin: '13572468', keyAlgorithm, unit: exampleUnit } as const;
  const token = await makeSkfToken({ ...common, portal: ca, isPair, order });
  start();
  return token;
}

function start(): void {
  const environment = { SOFT_SKF_DIR: join(scratch.folder, 'skf'), SOFT_SKF_FAULTS: faults, SOFT_SKF_QUIRKS: quirks };
  host = startHost({ environment: { ...scratch.hostEnvironment, ...environment } });
}

function assertUsable(token: MadeSkfToken, container: string, chain: string): void {
  const found = listSkfContainers(token).find(({ name }) => name === container) ?? expect.fail('no such container');
  expect(found.encryptionPem).toBeDefined();
  assertSkfUsable(found, chain);
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

/** A renewal whose request is accepted and issued; each call of `install` downloads anew. */
async function runPair(token: MadeSkfToken, ca: Portal = portal) {
  const renewal = prepareRenewal(ca, token, host);
  await renewal.submit(await renewal.createRequest());
  await renewal.fetchBundle();
  const install = async (fault?: Fault['kind']) => {
    if (fault) ca.setFault({ kind: fault, count: 1 });
    const data = await renewal.ca.fetchDelivery(renewal.orderId);
    const { tokens } = await host.call('list-tokens', {});
    const { tokenId = '' } = tokens[0] ?? {};
    const { p7b, P7DATA, P7DATA_ENC, encPrivateKey, ENCPRIVATEKEY, TEMPUKEK } = data;
    const given = {
      certificates: p7b ?? P7DATA,
      encryptionKey: encPrivateKey ?? ENCPRIVATEKEY,
      encryptionCertificates: P7DATA_ENC,
      encryptionKeyWrap: TEMPUKEK,
    };
    const delivered = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
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

  test.each([
    'null-unanswered,one-nul,numbers-left,info-aligned',
    'null-refused,empty-refused,numbers-short,pin-count-negative',
    'null-unanswered,length-unsaid,pin-info-refused,broken-container,broken-application',
    'sign-use-2,signs-prefixed,one-connection',
    'signs-message,one-device',
    'signature-der',
  ])('on a library with %s', async (which) => {
    quirks = which;
    const token = await plugIn({ isPair: true, hasEncryption: true });
    const { install, container } = await runPair(token);
    const { encryptionCertificate, order } = await install();
    expect(order.state).toBe('verified');
    expect(encryptionCertificate?.usage).toBe('encryption');
    await assertChain(token, container, 'sign.cer');
    await assertChain(token, container, 'enc.cer');
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

  test('what a CA gets wrong has its code, writes nothing, and a right delivery ends well', slow, async () => {
    const token = await plugIn({ hasEncryption: true });
    // Agrees on the newest protocol, as the extension does: older ones know other codes.
    await host.call('doctor', {});
    const { install, container } = await runPair(token);
    const faults = {
      wrongPairUse: 'CERTIFICATE_WRONG_USE',
      swappedPair: 'CERTIFICATE_WRONG_USE',
      withoutSigningCertificate: 'CERTIFICATE_WRONG_KEY',
      withoutEncryptionCertificate: 'CERTIFICATE_INCOMPLETE',
      blobForOtherKey: 'ENCRYPTION_KEY_REFUSED',
      wrongSm4Key: 'ENCRYPTION_KEY_REFUSED',
    } as const;
    for (const [fault, code] of Object.entries(faults) as [keyof typeof faults, string][]) {
      await expect(install(fault), fault).rejects.toMatchObject({ code });
      for (const file of ['sign.cer', 'enc.cer', 'enc.key'] as const)
        expect(await readSkfFile(token, container, file), `${fault}: ${file}`).toBeNull();
    }
    const { encryptionCertificate, order } = await install();
    expect(order.state).toBe('verified');
    expect(encryptionCertificate?.usage).toBe('encryption');
    await assertChain(token, container, 'enc.cer');
    assertUsable(token, container, await portal.openSm2Chain());
  });

  test('a second certificate without its key is named, and the first one works', async () => {
    const token = await plugIn({ hasEncryption: true });
    const { install } = await runPair(token);
    const { otherCertificates, encryptionCertificate, order } = await install('withoutEncryptionKey');
    expect(otherCertificates).toMatchObject([{ usage: 'encryption', unitName: exampleUnit.unitName }]);
    expect(encryptionCertificate).toBeUndefined();
    expect(order.state).toBe('verified');
  });

  test(
    'a token that believes the envelope is not believed, and takes the right key in the wrong one’s place',
    slow,
    async () => {
      const token = await plugIn({ hasEncryption: true, keyShape: 'blob' });
      await host.call('doctor', {});
      writeFileSync(join(faults, 'trusting-import'), '');
      const { install, container } = await runPair(token);
      await expect(install('wrongSm4Key')).rejects.toMatchObject({ code: 'ENCRYPTION_KEY_REFUSED' });
      expect(await readSkfFile(token, container, 'sign.cer')).toBeNull();
      expect((await install()).order.state).toBe('verified');
      assertUsable(token, container, await portal.openSm2Chain());
    },
  );

  test.each(['SM2', 'RSA-2048'] as const)(
    'in four fields (%s); an SM2 token here has no way to try the key',
    async (keyAlgorithm) => {
      const token = await plugIn({ hasEncryption: true, keyShape: 'fields', keyAlgorithm });
      if (keyAlgorithm === 'SM2') writeFileSync(join(faults, 'fail-SKF_ImportSessionKey'), '0x0A000003');
      const { install, container } = await runPair(token);
      const { certificate, encryptionCertificate, otherCertificates } = await install();
      const key = keyAlgorithm.slice(0, 3);
      expect([certificate.keyAlgorithm, encryptionCertificate?.keyAlgorithm]).toEqual([key, key]);
      expect(otherCertificates).toBeUndefined();
      const chain = keyAlgorithm === 'SM2' ? await portal.openSm2Chain() : portal.caCertificates.chain;
      assertUsable(token, container, chain);
    },
  );
});

describe('keys and CAs of different kinds', () => {
  test('RSA-1024 is renewed to SM2 where the CA wants it, under the CA that the profile pins', async () => {
    const token = await plugIn({ keyAlgorithm: 'RSA-1024', hasEncryption: true });
    await host.call('doctor', {});
    const chain = await portal.openSm2Chain();
    const root =
      readFileSync(chain, 'utf8')
        .split(/-----(?:BEGIN|END) CERTIFICATE-----/)
        .at(-2) ?? '';
    const renewal = prepareRenewal(portal, token, host, randomUUID(), {
      keyAlgorithm: 'SM2',
      pinnedCaCertificates: [root.replace(/\s/g, '')],
    });
    const { certificate, encryptionCertificate, order } = await renewal.runWhole();
    expect(order.state).toBe('verified');
    expect([certificate.keyAlgorithm, encryptionCertificate?.keyAlgorithm]).toEqual(['SM2', 'SM2']);
    assertUsable(token, `shebao-${renewal.orderId}`, chain);
  });

  test.each(['SM2', 'RSA-2048'] as const)(
    'a %s certificate is renewed under a CA of the other kind',
    async (keyAlgorithm) => {
      const mixed = await startReadyPortal({
        stateDir: join(scratch.folder, 'mixed'),
        issueDelayMs: 50,
        hasMixedChains: true,
      });
      try {
        const token = await plugIn({ keyAlgorithm, hasEncryption: true, keyShape: 'fields' }, mixed);
        const { install, container } = await runPair(token, mixed);
        const { certificate, order } = await install();
        expect(order.state).toBe('verified');
        expect(certificate.keyAlgorithm).toBe(keyAlgorithm.slice(0, 3));
        const isRsaCa = keyAlgorithm === 'SM2';
        assertUsable(token, container, isRsaCa ? mixed.caCertificates.chain : await mixed.openSm2Chain());
      } finally {
        await mixed.close();
      }
    },
  );
});

test('a text is signed by SM2 in the types of GM/T 0010, and openssl agrees', async () => {
  const token = await plugIn({ isPair: true });
  const { tokens } = await host.call('list-tokens', {});
  const [{ tokenId = '', certificates = [] } = {}] = tokens;
  const { hash = '' } = certificates.find(({ usage }) => usage !== 'encryption') ?? {};
  const text = Buffer.from('登录 20261127');
  const named = { tokenId, certificateHash: hash, pin: token.pin, content: text.toString('base64') };
  const { signature } = await host.call('sign-content', { ...named, form: 'cms-attached' });
  const message = Buffer.from(signature, 'base64');
  expect(await verifySm2Proof(message, token.certificatePem, scratch.folder)).toBe(true);
  expect(readFileSync(join(scratch.folder, 'content.der'))).toEqual(text);
  // As the page's control judges it, where it is asked.
  for (const content of [text, Buffer.alloc(0)]) expect(await verifySignature(signature, content, '')).toBe(true);
  expect(await verifySignature(signature, Buffer.from('another'), '')).toBe(false);
  // 1.2.156.10197.6.1.4.2.2 and .1: signed data, and plain data in it.
  for (const type of ['060a2a811ccf550601040202', '060a2a811ccf550601040201'])
    expect(message.toString('hex')).toContain(type);
});

test('an RSA certificate is renewed by a library that pads and wants the digest alone', async () => {
  quirks = 'rsa-digest';
  const token = await plugIn({ keyAlgorithm: 'RSA-2048' });
  const { order } = await prepareRenewal(portal, token, host).runWhole();
  expect(order.state).toBe('verified');
});

test('a library whose signatures never verify costs no order', async () => {
  writeFileSync(join(faults, 'wrong-signature'), '');
  const token = await plugIn();
  const renewal = prepareRenewal(portal, token, host);
  await expect(renewal.createRequest()).rejects.toMatchObject({
    code: 'TOKEN_FAILED',
    details: { reason: 'signature does not verify' },
  });
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
