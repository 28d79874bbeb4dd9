// The token suite on our own software token, which locks as real ones do, and what only a token that locks can show.
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashCertificate } from '../../native-host/hash-certificate.ts';
import { Pkcs11Driver } from '../../native-host/token/pkcs11-driver.ts';
import type { Portal } from '../portal/start-portal.ts';
import { makeToken } from '../portal/token/make-token.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { usePortal } from '../support/portal/use-portal.ts';
import { encodePin } from '../support/token/encode-pin.ts';
import { buildSoftToken, createSoftTokenMaker } from '../support/token/soft-token.ts';
import { describeTokenDriver, type TokenSuiteSetup } from './token-suite.ts';

let portal: Portal;
usePortal((started) => {
  portal = started;
});

interface SoftTokenSetup extends TokenSuiteSetup {
  readonly tokenFolder: string;
}

async function setUp(): Promise<SoftTokenSetup> {
  const scratch = makeScratch();
  const module = await buildSoftToken(scratch.folder);
  const tokenFolder = join(scratch.folder, 'tokens');
  const common = { dir: tokenFolder, unit: exampleUnit, portal, maker: createSoftTokenMaker(module) };
  const rsa = await makeToken({ ...common, label: 'suite-rsa', pin: '13572468', keyAlgorithm: 'RSA-2048' });
  const ec = await makeToken({ ...common, label: '社保U盾', pin: '24681357', keyAlgorithm: 'P-256' });
  process.env.SOFT_TOKEN_DIR = tokenFolder;
  const driver = await Pkcs11Driver.load(module);
  return {
    driver,
    tokens: { 'RSA-2048': rsa, 'P-256': ec },
    tokenFolder,
    async close() {
      await driver.close();
      scratch.remove();
    },
  };
}

describeTokenDriver('the software token', setUp);

describe('a token that locks', () => {
  let setup: SoftTokenSetup;
  beforeAll(async () => {
    setup = await setUp();
  });
  afterAll(() => setup.close());

  const find = async () => {
    const token = setup.tokens['P-256'];
    const listed = await setup.driver.listTokens();
    const snapshot = listed.find(({ serialNumber }) => serialNumber === token.chipNumber);
    if (!snapshot) throw new Error('not listed');
    const certificateHash = hashCertificate(snapshot.certificates[0]?.der ?? new Uint8Array());
    return { snapshot, identity: { serialNumber: snapshot.serialNumber, label: snapshot.label, certificateHash } };
  };

  test('counts down to the last try, locks, and stays locked for the right PIN', async () => {
    const { identity } = await find();
    const tries = ['some-wrong', 'some-wrong', 'some-wrong', 'some-wrong', 'final-try'];
    for (const pinState of tries) {
      const attempt = setup.driver.openSession(identity, encodePin('99999999'));
      await expect(attempt).rejects.toMatchObject({ code: 'PIN_INCORRECT', details: { pinState } });
      expect((await find()).snapshot.pin.state).toBe(pinState);
    }
    await expect(setup.driver.openSession(identity, encodePin('99999999'))).rejects.toMatchObject({
      code: 'PIN_LOCKED',
    });
    expect((await find()).snapshot.pin.state).toBe('locked');
    const right = setup.driver.openSession(identity, encodePin(setup.tokens['P-256'].pin));
    await expect(right).rejects.toMatchObject({ code: 'PIN_LOCKED' });
  });

  test('pulled in the middle of a session, and plugged in again', async () => {
    const token = setup.tokens['RSA-2048'];
    const listed = await setup.driver.listTokens();
    const snapshot = listed.find(({ serialNumber }) => serialNumber === token.chipNumber);
    const identity = {
      serialNumber: token.chipNumber,
      label: token.label,
      certificateHash: hashCertificate(snapshot?.certificates[0]?.der ?? new Uint8Array()),
    };
    const session = await setup.driver.openSession(identity, encodePin(token.pin));
    await rename(join(setup.tokenFolder, 'slot0'), join(setup.tokenFolder, 'pulled'));
    await expect(session.readCertificates()).rejects.toMatchObject({ code: 'TOKEN_REMOVED' });
    expect(await setup.driver.listTokens()).toHaveLength(1);
    await rename(join(setup.tokenFolder, 'pulled'), join(setup.tokenFolder, 'slot0'));
    // The old session died with the login; a new one works.
    await expect(session.readCertificates()).rejects.toMatchObject({ code: 'TOKEN_REMOVED' });
    await session.close();
    const next = await setup.driver.openSession(identity, encodePin(token.pin));
    expect(await next.readCertificates()).toHaveLength(1);
    await next.close();
  });
});
