// The extension's id: one key gives it to manifest, host and native manifests alike.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  computeExtensionId,
  describeExtensionKey,
  makeIdentityDefines,
  readExtensionIdentity,
} from '../../../installers/extension-identity.ts';
import { chromiumExtensionId, chromiumExtensionKey, firefoxExtensionId } from '../../../shared/product-ids.ts';

let folder: string;
let keyFile: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shebao-identity-'));
  keyFile = join(folder, 'key.pem');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('without a key the build is the development one', () => {
  expect(readExtensionIdentity({})).toEqual({
    publicKey: chromiumExtensionKey,
    chromiumId: chromiumExtensionId,
    storeIds: [],
  });
  expect(computeExtensionId(Buffer.from(chromiumExtensionKey, 'base64'))).toBe(chromiumExtensionId);
});

describe('with a key', () => {
  test('its public half makes the id', () => {
    const identity = readExtensionIdentity({ SHEBAO_EXTENSION_KEY: keyFile });
    expect(identity.chromiumId).toMatch(/^[a-p]{32}$/);
    expect(identity.chromiumId).not.toBe(chromiumExtensionId);
    expect(computeExtensionId(Buffer.from(identity.publicKey, 'base64'))).toBe(identity.chromiumId);
    expect(identity.publicKey).not.toContain('PRIVATE');
  });

  test('every bundle of the build knows that id and no other', async () => {
    const storeId = 'abcdefghijklmnopabcdefghijklmnop';
    const identity = readExtensionIdentity({ SHEBAO_EXTENSION_KEY: keyFile, SHEBAO_STORE_IDS: ` ${storeId},` });
    const outfile = join(folder, 'ids.mjs');
    await build({
      entryPoints: ['native-host/allowed-callers.ts'],
      bundle: true,
      format: 'esm',
      minifySyntax: true,
      outfile,
      define: makeIdentityDefines(identity),
    });
    expect(readFileSync(outfile, 'utf8')).not.toContain(chromiumExtensionId);
    const ids: typeof import('../../../native-host/allowed-callers.ts') = await import(outfile);
    expect(ids.allowedOrigins).toEqual([
      `chrome-extension://${identity.chromiumId}/`,
      `chrome-extension://${storeId}/`,
    ]);
    expect(ids.allowedCallers).toEqual([...ids.allowedOrigins, firefoxExtensionId]);
  });
});

test('what cannot be used stops the build', () => {
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  expect(() => describeExtensionKey(String(elliptic.export({ type: 'pkcs8', format: 'pem' })))).toThrow('RSA');
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  expect(() => describeExtensionKey(String(short.export({ type: 'pkcs8', format: 'pem' })))).toThrow('2048');
  expect(() => describeExtensionKey('no key')).toThrow();
  expect(() => readExtensionIdentity({ SHEBAO_EXTENSION_KEY: join(folder, 'missing.pem') })).toThrow('ENOENT');
  expect(() => readExtensionIdentity({ SHEBAO_STORE_IDS: 'abc' })).toThrow('abc');
});
