// NSS's software token, as Firefox has it: one slot with a PIN, one that nobody logs in to, no administrator, one memory.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Portal } from '../portal/start-portal.ts';
import { makeToken, type TokenOptions } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { usePortal } from '../support/portal/use-portal.ts';
import { compileModule } from '../support/token/compile-module.ts';
import { describeWholeLife, type ModuleSetup } from './whole-life.ts';

const softoken = '/usr/lib/x86_64-linux-gnu/libsoftokn3.so';
const trust = '/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-trust.so';
const pin = '13572468';
let portal: Portal;
usePortal((started) => {
  portal = started;
});

/** A database with a password, and the module that shows it. */
function makeDatabase({ folder }: Scratch) {
  const [database, password] = [join(folder, 'nss'), join(folder, 'password')];
  mkdirSync(database);
  writeFileSync(password, pin);
  execFileSync('certutil', ['-N', '-d', `sql:${database}`, '-f', password]);
  const parameters = `configdir='sql:${database}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=''`;
  return {
    module: compileModule('nss-module.c', folder, 'libnss_p11.so'),
    environment: { NSS_MODULE: softoken, NSS_PARAMETERS: parameters },
  };
}

async function setUp(keyAlgorithm: TokenOptions['keyAlgorithm']): Promise<ModuleSetup> {
  const scratch = makeScratch();
  const other = makeDatabase(scratch);
  const maker = {
    open: async (tokenDirectory: string) => ({ configFile: '', tokenDirectory, other }),
    findOrMake: async () => '0000000000000000',
  };
  const dir = scratch.folder;
  const label = 'NSS Certificate DB';
  const token = await makeToken({ dir, label, pin, keyAlgorithm, unit: exampleUnit, portal, maker });
  return {
    path: other.module,
    environment: other.environment,
    token,
    adminPin: '12345678',
    canUnblock: false,
    close: async () => scratch.remove(),
  };
}

describe.skipIf(!existsSync(softoken))('with the libraries of NSS', () => {
  for (const keyAlgorithm of ['RSA-2048', 'P-256'] as const)
    describeWholeLife(
      `NSS, ${keyAlgorithm}`,
      () => portal,
      () => setUp(keyAlgorithm),
    );

  test('an empty database is a token, and what nobody logs in to is none: NSS’s generic services, p11-kit’s trust', async () => {
    const scratch = makeScratch();
    const { module, environment } = makeDatabase(scratch);
    const drivers = [
      { name: 'NSS', path: module },
      { name: 'trust', path: trust },
    ];
    scratch.configureHost({ drivers, useKnownDrivers: false });
    const host = startHost({ environment: { ...scratch.hostEnvironment, ...environment } });
    const listed = await host.call('list-tokens', {});
    expect(listed.tokens.map(({ label }) => label)).toEqual(['NSS Certificate DB']);
    expect(listed.drivers).toMatchObject([
      { status: 'ok', tokenCount: 1 },
      { status: 'ok', tokenCount: 0 },
    ]);
    await host.close();
    scratch.remove();
  });
});
