// What every TokenDriver must do, whatever is behind it. Run on each driver by driver.test.ts.

import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyAlgorithm, KeyObject, TokenDriver, TokenIdentity } from '../../native-host/token/driver.ts';
import { ParsedCertificate } from '../../native-host/x509/parsed-certificate.ts';
import { createTokenSigner } from '../../native-host/x509/token-signer.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import { certifyKey } from '../support/token/certify-key.ts';
import { encodePin } from '../support/token/encode-pin.ts';

/** What tests/portal gives every token as its administrator's PIN. */
const adminPin = '12345678';

interface SuiteSetup<A extends KeyAlgorithm> {
  readonly driver: TokenDriver;
  readonly tokens: Readonly<Record<A, MadeToken>>;
  close(): Promise<void>;
}

/** Every driver knows RSA and one curve: P-256 through PKCS#11, SM2 through SKF. */
export type TokenSuiteSetup = SuiteSetup<'RSA-2048' | 'P-256'>;
export type Sm2SuiteSetup = SuiteSetup<'RSA-2048' | 'SM2'>;

export function describeTokenDriver(
  name: string,
  setUp: () => Promise<TokenSuiteSetup | Sm2SuiteSetup>,
  curve: 'P-256' | 'SM2' = 'P-256',
): void {
  describe(name, () => {
    let setup: TokenSuiteSetup | Sm2SuiteSetup;
    const algorithms = ['RSA-2048', curve] as const;
    const tokenOf = (algorithm: KeyAlgorithm): MadeToken => {
      const tokens: Partial<Record<KeyAlgorithm, MadeToken>> = setup.tokens;
      return tokens[algorithm] ?? expect.fail(`no ${algorithm} token`);
    };
    beforeAll(async () => {
      setup = await setUp();
    });
    afterAll(() => setup.close());

    const certificateOf = (token: MadeToken) => new X509Certificate(readFileSync(token.certificatePem));
    const identityOf = (token: MadeToken): TokenIdentity => ({
      serialNumber: token.chipNumber,
      label: token.label,
      certificateHash: createHash('sha256').update(certificateOf(token).raw).digest('hex'),
    });
    const keyOf = (token: MadeToken) => certificateOf(token).publicKey.export({ type: 'spki', format: 'der' });

    test('lists tokens with their certificates', async () => {
      const listed = await setup.driver.listTokens();
      expect(listed).toHaveLength(2);
      for (const token of algorithms.map((algorithm) => tokenOf(algorithm))) {
        const found = listed.find(({ serialNumber }) => serialNumber === token.chipNumber);
        expect(found).toMatchObject({
          label: token.label,
          pin: { state: 'unknown-or-full', isTypedOnReader: false },
          isWriteProtected: false,
        });
        expect(found?.certificates.map(({ der }) => Buffer.from(der))).toEqual([certificateOf(token).raw]);
        expect(found?.certificates[0]?.hasPrivateKey).toBe(true);
      }
    });

    test('refuses tokens that are not the one meant', async () => {
      const identity = identityOf(tokenOf(curve));
      const { driver } = setup;
      await expect(
        driver.openSession({ ...identity, certificateHash: '0'.repeat(64) }, encodePin('x')),
      ).rejects.toMatchObject({
        code: 'TOKEN_CHANGED',
      });
      await expect(driver.openSession({ ...identity, serialNumber: 'other' }, encodePin('x'))).rejects.toMatchObject({
        code: 'TOKEN_REMOVED',
      });
    });

    test.each(algorithms)('makes, finds, uses and destroys a %s key', async (algorithm) => {
      const token = tokenOf(algorithm);
      const session = await setup.driver.openSession(identityOf(token), encodePin(token.pin));
      try {
        const label = `suite-${randomBytes(8).toString('hex')}`;
        expect(await session.findKeyPair(label)).toBeNull();
        const publicKey = await session.generateKeyPair(algorithm, label);
        expect(Buffer.from((await session.findKeyPair(label)) ?? [])).toEqual(Buffer.from(publicKey));
        // createTokenSigner verifies each signature with Node's own crypto.
        const sign = (key: Uint8Array, data: Uint8Array) => session.sign(key, data);
        for (const size of [1, 100, 1000]) await createTokenSigner(publicKey, sign).sign(randomBytes(size));
        await createTokenSigner(keyOf(token), sign).sign(randomBytes(100));
        expect(await session.destroyKeyPair(label, publicKey)).toBe(2);
        expect(await session.destroyKeyPair(label, publicKey)).toBe(0);
        await expect(session.sign(publicKey, randomBytes(10))).rejects.toMatchObject({ code: 'KEY_MISSING' });
      } finally {
        await session.close();
      }
    });

    test('writes a certificate once, and will not destroy a key that has one', async () => {
      const token = tokenOf(curve);
      const der = certificateOf(token).raw;
      const session = await setup.driver.openSession(identityOf(token), encodePin(token.pin));
      try {
        // The very same certificate again: nothing to do.
        const { subject, issuer, serialNumber } = new ParsedCertificate(der);
        await session.writeCertificate(keyOf(token), { der, subject, issuer, serialNumber, label: 'twice' });
        expect(await session.readCertificates()).toHaveLength(1);
        await expect(session.destroyKeyPair('重庆山城机械制造有限公司', null)).rejects.toMatchObject({
          code: 'TOKEN_FAILED',
        });
        await createTokenSigner(keyOf(token), (key, data) => session.sign(key, data)).sign(randomBytes(10));
      } finally {
        await session.close();
      }
    });

    test('PINs: empty and short ones never reach the token, wrong ones leave it logged out', async () => {
      const token = tokenOf('RSA-2048');
      const identity = identityOf(token);
      await expect(setup.driver.openSession(identity, null)).rejects.toMatchObject({ code: 'PIN_EMPTY' });
      await expect(setup.driver.openSession(identity, encodePin(''))).rejects.toMatchObject({ code: 'PIN_EMPTY' });
      await expect(setup.driver.openSession(identity, encodePin('1'))).rejects.toMatchObject({ code: 'PIN_LENGTH' });
      await expect(setup.driver.openSession(identity, encodePin('99999999'))).rejects.toMatchObject({
        code: 'PIN_INCORRECT',
        details: { pinState: 'some-wrong' },
      });
      const session = await setup.driver.openSession(identity, encodePin(token.pin));
      await session.close();
    });

    test('a second session of the same token must log in by its own PIN', async () => {
      const token = tokenOf(curve);
      const first = await setup.driver.openSession(identityOf(token), encodePin(token.pin));
      try {
        await expect(setup.driver.openSession(identityOf(token), encodePin('99999999'))).rejects.toMatchObject({
          code: 'PIN_INCORRECT',
        });
      } finally {
        await first.close();
      }
    });

    test('a look at the slots shows names and the state of the PIN', async () => {
      const listed = await setup.driver.listTokens();
      expect(listed).toHaveLength(2);
      expect(await setup.driver.glance()).toEqual(
        listed.map(({ serialNumber, label, pin }) => ({ serialNumber, label, pinState: pin.state })),
      );
    });

    test('changes the PIN, and only with the right old one', async () => {
      const token = tokenOf(curve);
      const identity = identityOf(token);
      const { driver } = setup;
      const canLogIn = async (pin: string) => {
        const session = await driver.openSession(identity, encodePin(pin));
        await session.close();
      };
      await expect(driver.changePin(identity, encodePin(''), encodePin('newpin88'))).rejects.toMatchObject({
        code: 'PIN_EMPTY',
      });
      await expect(driver.changePin(identity, encodePin(token.pin), null)).rejects.toMatchObject({ code: 'PIN_EMPTY' });
      await expect(driver.changePin(identity, encodePin(token.pin), encodePin('1'))).rejects.toMatchObject({
        code: 'PIN_LENGTH',
      });
      await expect(driver.changePin(identity, encodePin('99999999'), encodePin('newpin88'))).rejects.toMatchObject({
        code: 'PIN_INCORRECT',
        details: { pinState: 'some-wrong' },
      });
      await canLogIn(token.pin);
      await driver.changePin(identity, encodePin(token.pin), encodePin('newpin88'));
      await canLogIn('newpin88');
      await expect(canLogIn(token.pin)).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
      await driver.changePin(identity, encodePin('newpin88'), encodePin(token.pin));
      await canLogIn(token.pin);
    });

    test('sets a new PIN with the administrator’s, also on a token that is named without a certificate', async () => {
      const token = tokenOf('RSA-2048');
      const name = { ...identityOf(token), certificateHash: null };
      const { driver } = setup;
      await expect(driver.unblockPin(name, encodePin(''), encodePin('newpin88'))).rejects.toMatchObject({
        code: 'PIN_EMPTY',
      });
      await expect(driver.unblockPin(name, encodePin(adminPin), encodePin('1'))).rejects.toMatchObject({
        code: 'PIN_LENGTH',
      });
      await expect(driver.unblockPin(name, encodePin('99999999'), encodePin('newpin88'))).rejects.toMatchObject({
        code: 'ADMIN_PIN_INCORRECT',
      });
      await driver.unblockPin(name, encodePin(adminPin), encodePin('newpin88'));
      await expect(driver.openSession(name, encodePin(token.pin))).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
      await driver.unblockPin(name, encodePin(adminPin), encodePin(token.pin));
      await (await driver.openSession(name, encodePin(token.pin))).close();
    });

    test.each(algorithms)('shows what is on a token, by itself and after a login (%s)', async (algorithm) => {
      const token = tokenOf(algorithm);
      const identity = identityOf(token);
      const open = await setup.driver.inspectToken(identity);
      expect(open.objects.some(({ kind }) => kind === 'private-key')).toBe(false);
      const session = await setup.driver.openSession(identity, encodePin(token.pin));
      try {
        const { objects } = await session.readContents();
        const [privateKey] = objects.filter((object) => object.kind === 'private-key');
        const publicKey = objects.find((object): object is KeyObject => object.kind === 'public-key');
        const [certificate] = objects.filter((object) => object.kind === 'certificate');
        expect(objects).toHaveLength(3);
        expect(Buffer.from(certificate?.der ?? [])).toEqual(certificateOf(token).raw);
        expect(Buffer.from(publicKey?.publicKey ?? [])).toEqual(keyOf(token));
        const size = algorithm === 'RSA-2048' ? 2048 : 256;
        const expected = {
          label: certificate?.label,
          keyAlgorithm: { 'RSA-2048': 'RSA', 'P-256': 'EC', SM2: 'SM2' }[algorithm],
        };
        expect(privateKey).toMatchObject({ ...expected, keySizeBits: size });
        expect(publicKey).toMatchObject({ ...expected, keySizeBits: size });
      } finally {
        await session.close();
      }
    });

    test('destroys no key but the one claimed', async () => {
      const token = tokenOf(curve);
      const session = await setup.driver.openSession(identityOf(token), encodePin(token.pin));
      try {
        const label = `suite-${randomBytes(8).toString('hex')}`;
        const similar = `${label}-2`;
        await session.generateKeyPair(curve, label);
        const other = await session.generateKeyPair(curve, similar);
        await expect(session.destroyKeyPair(label, other)).rejects.toMatchObject({
          code: 'TOKEN_FAILED',
          details: { reason: 'key is not the one claimed' },
        });
        expect(await session.findKeyPair(label)).not.toBeNull();
        expect(await session.destroyKeyPair(label, null)).toBe(2);
        expect(Buffer.from((await session.findKeyPair(similar)) ?? [])).toEqual(Buffer.from(other));
        expect(await session.destroyKeyPair(similar, other)).toBe(2);
      } finally {
        await session.close();
      }
    });

    test.each(algorithms)('destroys a certificate with its key, and no other (%s)', async (algorithm) => {
      const token = tokenOf(algorithm);
      const session = await setup.driver.openSession(identityOf(token), encodePin(token.pin));
      const hash = (der: Uint8Array) => createHash('sha256').update(der).digest('hex');
      try {
        const publicKey = await session.generateKeyPair(algorithm, 'suite-retire');
        const first = await certifyKey(publicKey, 'first');
        const second = await certifyKey(publicKey, 'second, same key');
        await session.writeCertificate(publicKey, first);
        await session.writeCertificate(publicKey, second);
        await session.destroyCertificate(hash(first.der));
        // The second still needs the key.
        await createTokenSigner(publicKey, (key, data) => session.sign(key, data)).sign(randomBytes(10));
        expect(await session.readCertificates()).toHaveLength(2);
        await session.destroyCertificate(hash(second.der));
        await expect(session.sign(publicKey, randomBytes(10))).rejects.toMatchObject({ code: 'KEY_MISSING' });
        expect((await session.readContents()).objects).toHaveLength(3);
        // Once more does nothing.
        await session.destroyCertificate(hash(second.der));
        await createTokenSigner(keyOf(token), (key, data) => session.sign(key, data)).sign(randomBytes(10));
      } finally {
        await session.close();
      }
    });
  });
}
