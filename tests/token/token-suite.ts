// What every TokenDriver must do, whatever is behind it. Run on each driver by driver.test.ts.
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyAlgorithm, TokenDriver, TokenIdentity } from '../../native-host/token/driver.ts';
import { ParsedCertificate } from '../../native-host/x509/parsed-certificate.ts';
import { createTokenSigner } from '../../native-host/x509/token-signer.ts';
import type { MadeToken } from '../portal/token/make-token.ts';

export interface TokenSuiteSetup {
  readonly driver: TokenDriver;
  readonly tokens: Readonly<Record<KeyAlgorithm, MadeToken>>;
  close(): Promise<void>;
}

export function describeTokenDriver(name: string, setUp: () => Promise<TokenSuiteSetup>): void {
  describe(name, () => {
    let setup: TokenSuiteSetup;
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
      for (const token of Object.values(setup.tokens)) {
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
      const identity = identityOf(setup.tokens['P-256']);
      const { driver } = setup;
      await expect(driver.openSession({ ...identity, certificateHash: '0'.repeat(64) }, 'x')).rejects.toMatchObject({
        code: 'TOKEN_CHANGED',
      });
      await expect(driver.openSession({ ...identity, serialNumber: 'other' }, 'x')).rejects.toMatchObject({
        code: 'TOKEN_REMOVED',
      });
    });

    test.each(['RSA-2048', 'P-256'] as const)('makes, finds, uses and destroys a %s key', async (algorithm) => {
      const token = setup.tokens[algorithm];
      const session = await setup.driver.openSession(identityOf(token), token.pin);
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
      const token = setup.tokens['P-256'];
      const der = certificateOf(token).raw;
      const session = await setup.driver.openSession(identityOf(token), token.pin);
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
      const token = setup.tokens['RSA-2048'];
      const identity = identityOf(token);
      await expect(setup.driver.openSession(identity, null)).rejects.toMatchObject({ code: 'PIN_EMPTY' });
      await expect(setup.driver.openSession(identity, '')).rejects.toMatchObject({ code: 'PIN_EMPTY' });
      await expect(setup.driver.openSession(identity, '1')).rejects.toMatchObject({ code: 'PIN_LENGTH' });
      await expect(setup.driver.openSession(identity, '99999999')).rejects.toMatchObject({
        code: 'PIN_INCORRECT',
        details: { pinState: 'some-wrong' },
      });
      const session = await setup.driver.openSession(identity, token.pin);
      await session.close();
    });

    test('a second session of the same token must log in by its own PIN', async () => {
      const token = setup.tokens['P-256'];
      const first = await setup.driver.openSession(identityOf(token), token.pin);
      try {
        await expect(setup.driver.openSession(identityOf(token), '99999999')).rejects.toMatchObject({
          code: 'PIN_INCORRECT',
        });
      } finally {
        await first.close();
      }
    });
  });
}
