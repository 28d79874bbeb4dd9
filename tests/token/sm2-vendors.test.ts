// SM2 through PKCS#11: every known set of numbers, each way in which a mechanism may be given data and give a signature, and
// what is refused before a key is made.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findHostPaths } from '../../native-host/host-paths.ts';
import { Pkcs11Driver } from '../../native-host/token/pkcs11-driver.ts';
import { sm2Sets } from '../../native-host/token/pkcs11-sm2-sets.ts';
import { createTokenSigner } from '../../native-host/x509/token-signer.ts';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { type MadeToken, makeToken } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { encodePin } from '../support/token/encode-pin.ts';
import { makeSm2Token, type Sm2Vendor, writeSm2Vendor } from '../support/token/sm2-token.ts';
import { buildSoftToken, createSoftTokenMaker } from '../support/token/soft-token.ts';
import { describeTokenDriver } from './token-suite.ts';

const pin = '24681357';
const usual: Sm2Vendor = {
  keyType: 0x8000_0004,
  generation: 0x8000_8001,
  signing: 0x8000_8104,
  input: 'digest',
  form: 'raw',
};
let shared: Scratch;
let portal: Portal;
let module: string;
beforeAll(async () => {
  shared = makeScratch();
  // What is found out of the tokens here stays here.
  process.env.XDG_DATA_HOME = shared.hostEnvironment.XDG_DATA_HOME;
  portal = await startPortal({ issueDelayMs: 20, stateDir: join(shared.folder, 'portal') });
  module = await buildSoftToken(shared.folder);
});
afterAll(async () => {
  await portal.close();
  shared.remove();
});

let nextFolder = 0;
const newFolder = () => join(shared.folder, `tokens-${nextFolder++}`);
/** A driver in this process reads its settings as they are then. */
const use = (dir: string, vendor: Sm2Vendor, library = '') =>
  Object.assign(process.env, {
    SOFT_TOKEN_DIR: dir,
    SOFT_TOKEN_SM2: writeSm2Vendor(vendor),
    SOFT_TOKEN_LIBRARY: library,
  });
const plugIn = (dir: string, vendor: Sm2Vendor, hasEncryption = false) =>
  makeSm2Token({ dir, module, label: '社保U盾', pin, unit: exampleUnit, portal, vendor, order: { hasEncryption } });

describeTokenDriver(
  'the software token with SM2 by a vendor’s mechanisms',
  async () => {
    const dir = newFolder();
    const maker = createSoftTokenMaker(module);
    const common = { dir, unit: exampleUnit, portal, pin: '13572468' };
    const rsa = await makeToken({ ...common, label: 'suite-rsa', keyAlgorithm: 'RSA-2048', maker });
    const sm2 = await plugIn(dir, usual);
    use(dir, usual);
    const driver = await Pkcs11Driver.load(module);
    return { driver, tokens: { 'RSA-2048': rsa, SM2: sm2 }, close: () => driver.close() };
  },
  'SM2',
);

describe('a token of each kind', () => {
  const inputs = ['digest', 'prefixed', 'message'] as const;
  const forms = ['raw', 'der', 'blob'] as const;
  /** Every number of every set; with them, each way to be given data and each form of a signature, one with the other. */
  const vendors = sm2Sets
    .flatMap(({ keyType, generation, signing }) => signing.map((mechanism) => ({ keyType, generation, mechanism })))
    .map(({ mechanism, ...numbers }, index): Sm2Vendor => {
      const [input = 'digest', form = 'raw'] = [inputs[index % 3], forms[Math.floor(index / 3) % 3]];
      return { ...numbers, signing: mechanism, input, form };
    });

  const tryOut = async (vendor: Sm2Vendor, library?: string) => {
    const dir = newFolder();
    const token = await plugIn(dir, vendor);
    use(dir, vendor, library);
    rmSync(findHostPaths().signatureFormsFile, { force: true });
    const driver = await Pkcs11Driver.load(module);
    const name = { serialNumber: token.chipNumber, label: token.label, certificateHash: null };
    const [listed] = await driver.listTokens();
    expect(listed?.certificates).toMatchObject([{ hasPrivateKey: true }]);
    const session = await driver.openSession(name, encodePin(pin));
    try {
      await session.assertSupport('SM2');
      const publicKey = await session.generateKeyPair('SM2', 'new');
      const signer = createTokenSigner(publicKey, (key, data) => session.sign(key, data));
      // Some r or s begins with a zero now and then.
      for (let round = 0; round < 5; round += 1) await signer.sign(randomBytes(round * 100));
      return JSON.parse(readFileSync(findHostPaths().signatureFormsFile, 'utf8')) as Record<string, unknown>;
    } finally {
      await session.close();
      await driver.close();
    }
  };

  test.each(vendors)('$keyType, $generation, $signing, given $input, gives $form', async (vendor) => {
    expect(Object.values(await tryOut(vendor))).toEqual([{ mechanism: vendor.signing, input: vendor.input }]);
  });

  test.each([
    ['whose mechanism makes something else', { ...usual, input: 'foreign' } as const],
    ['by numbers that nobody knows', { ...usual, generation: 0x8123_0001, signing: 0x8123_0002 }],
  ])('%s is refused before a key is made', async (_, vendor) => {
    await expect(tryOut(vendor)).rejects.toMatchObject({ code: 'TOKEN_UNSUPPORTED' });
  });

  test('what was remembered and does not hold any more is found out again', async () => {
    const dir = newFolder();
    const token = await plugIn(dir, usual);
    use(dir, usual);
    const driver = await Pkcs11Driver.load(module);
    const name = { serialNumber: token.chipNumber, label: token.label, certificateHash: null };
    const session = await driver.openSession(name, encodePin(pin));
    const publicKey = await session.generateKeyPair('SM2', 'new');
    const signer = createTokenSigner(publicKey, (key, data) => session.sign(key, data));
    await signer.sign(randomBytes(10));
    use(dir, { ...usual, input: 'message', form: 'der' });
    await signer.sign(randomBytes(10));
    const text = readFileSync(findHostPaths().signatureFormsFile, 'utf8');
    expect(text).toContain('"input":"message"');
    writeFileSync(findHostPaths().signatureFormsFile, '{"damaged":');
    await signer.sign(randomBytes(10));
    await session.close();
    await driver.close();
  });
});

describe('over the host', () => {
  const run = async (
    vendor: Sm2Vendor,
    work: (host: HostClient, token: MadeToken, environment: Readonly<Record<string, string>>) => Promise<void>,
    hasEncryption = false,
  ) => {
    const scratch = makeScratch();
    const token = await plugIn(join(scratch.folder, 'tokens'), vendor, hasEncryption);
    scratch.configureHost({ drivers: [{ name: 'SM2', path: module }], useKnownDrivers: false });
    const environment = { ...scratch.hostEnvironment, ...token.environment };
    const host = startHost({ environment });
    try {
      await work(host, token, environment);
    } finally {
      await host.close();
      scratch.remove();
    }
  };

  test('an SM2 certificate is renewed, and openssl accepts what is on the token', () =>
    run({ ...usual, input: 'prefixed', form: 'der' }, async (host, token) => {
      const { certificate, order } = await prepareRenewal(portal, token, host).runWhole();
      expect(order.state).toBe('verified');
      expect(certificate).toMatchObject({ keyAlgorithm: 'SM2', hasPrivateKey: true });
      const { tokens } = await host.call('list-tokens', {});
      expect(tokens[0]?.certificates.map(({ hasPrivateKey }) => hasPrivateKey)).toEqual([true, true]);
      const { tokenId = '' } = tokens[0] ?? {};
      const { entries } = await host.call('inspect-token', { tokenId, certificateHash: certificate.hash, pin });
      expect(entries.map(({ verdict }) => verdict).sort()).toEqual(['in-use', 'superseded']);
      const der = join(shared.folder, 'new.der');
      const list = ['--module', token.module, '--token-label', token.label];
      const environment = { ...process.env, ...token.environment };
      const ids = execFileSync('pkcs11-tool', [...list, '--list-objects', '--type', 'cert'], {
        env: environment,
        encoding: 'utf8',
      });
      const id =
        [...ids.matchAll(/ID: +([0-9a-f]+)/g)].map(([, found = '']) => found).find((found) => found !== '01') ?? '';
      execFileSync('pkcs11-tool', [...list, '--read-object', '--type', 'cert', '--id', id, '-o', der], {
        env: environment,
      });
      const chain = ['-vfyopt', 'distid:1234567812345678', '-partial_chain', '-CAfile', await portal.openSm2Chain()];
      execFileSync('openssl', ['x509', '-inform', 'DER', '-in', der, '-out', `${der}.pem`]);
      expect(execFileSync('openssl', ['verify', ...chain, `${der}.pem`], { encoding: 'utf8' })).toMatch(/OK/);
    }));

  test('of a pair the signing certificate is written; PKCS#11 has no call for the other key, which is said', () =>
    run(
      usual,
      async (host, token) => {
        const renewal = prepareRenewal(portal, token, host);
        await renewal.submit(await renewal.createRequest());
        await renewal.fetchBundle();
        const { p7b = '', encPrivateKey = '' } = await renewal.ca.fetchDelivery(renewal.orderId);
        const { tokens } = await host.call('list-tokens', {});
        const { tokenId = '' } = tokens[0] ?? {};
        const delivered = { certificates: p7b, encryptionKey: encPrivateKey };
        const result = await host.call('install-certificate', { orderId: renewal.orderId, tokenId, pin, ...delivered });
        expect(result.order.state).toBe('verified');
        expect(result.certificate.usage).toBe('signing');
        expect(result.encryptionCertificate).toBeUndefined();
        expect(result.otherCertificates).toMatchObject([{ usage: 'encryption' }]);
      },
      true,
    ));

  test('a token that cannot sign by SM2 is refused before a key is made, and no order and no lock are left', () =>
    run({ ...usual, input: 'foreign' }, async (host, token, environment) => {
      await expect(prepareRenewal(portal, token, host).createRequest()).rejects.toMatchObject({
        code: 'TOKEN_UNSUPPORTED',
      });
      expect(await host.call('list-orders', {})).toEqual({ orders: [] });
      const other = startHost({ environment });
      await expect(prepareRenewal(portal, token, other).createRequest()).rejects.toMatchObject({
        code: 'TOKEN_UNSUPPORTED',
      });
      await other.close();
      const { tokens } = await host.call('list-tokens', {});
      const { tokenId = '', certificates = [] } = tokens[0] ?? {};
      const certificateHash = certificates[0]?.hash ?? '';
      const { entries } = await host.call('inspect-token', { tokenId, certificateHash, pin });
      expect(entries).toHaveLength(1);
      expect(existsSync(token.certificatePem)).toBe(true);
    }));
});
