// Tokens that are not ready, slots that are none of a clerk's, one token through two drivers, and cards whose administrator is a
// PUK: as the host tells of them over frames.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runTool } from '../../installers/tools/run-tool.ts';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeToken } from '../portal/token/make-token.ts';
import { openSoftHsm, softHsmModule } from '../portal/token/soft-hsm.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { takesPin } from '../support/token/judge-token.ts';
import { buildSoftToken, createSoftTokenMaker } from '../support/token/soft-token.ts';
import { deskPin, openTokenDesk, type TokenDesk } from '../support/token/token-desk.ts';

let portalScratch: Scratch;
let portal: Portal;
let softToken: string;
beforeAll(async () => {
  portalScratch = makeScratch();
  portal = await startPortal({ stateDir: join(portalScratch.folder, 'portal') });
  softToken = await buildSoftToken(portalScratch.folder);
});
afterAll(async () => {
  await portal.close();
  portalScratch.remove();
});

describe('slots', () => {
  let scratch: Scratch;
  let dir: string;
  let host: HostClient;
  beforeEach(() => {
    scratch = makeScratch();
    dir = join(scratch.folder, 'tokens');
    mkdirSync(dir);
  });
  afterEach(async () => {
    await host.close();
    scratch.remove();
  });

  const start = (drivers: readonly { name: string; path: string }[], more: Readonly<Record<string, string>> = {}) => {
    scratch.configureHost({ drivers, useKnownDrivers: false });
    host = startHost({ environment: { ...scratch.hostEnvironment, SOFT_TOKEN_DIR: dir, ...more } });
  };
  const initialise = (slot: string, serial: string) => {
    const environment = { SOFT_TOKEN_DIR: dir, SOFT_TOKEN_SERIAL: serial };
    const args = ['--module', softToken, '--slot', slot, '--init-token', '--label', '新U盾', '--so-pin', '12345678'];
    return runTool('pkcs11-tool', args, { environment });
  };
  const plugIn = (label: string, chipNumber: string) =>
    makeToken({
      ...{ dir, label, chipNumber, pin: deskPin, keyAlgorithm: 'P-256', unit: exampleUnit, portal },
      maker: createSoftTokenMaker(softToken),
    });

  test('a token that nobody has set up is shown, and everything that wants it set up says so', async () => {
    mkdirSync(join(dir, 'slot0'));
    start([{ name: 'one', path: softToken }]);
    const { tokens } = await host.call('list-tokens', {});
    expect(tokens).toMatchObject([{ pin: { state: 'not-set' }, certificates: [] }]);
    const { tokenId = '' } = tokens[0] ?? {};
    for (const attempt of [
      () => host.call('verify-pin', { tokenId, certificateHash: '0'.repeat(64), pin: deskPin }),
      () => host.call('change-pin', { tokenId, oldPin: deskPin, newPin: 'newpin88' }),
      () => host.call('inspect-token', { tokenId }),
      () => host.call('unblock-pin', { tokenId, adminPin: '12345678', newPin: 'newpin88' }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'TOKEN_NOT_READY' });
  });

  test('a token without a user PIN is shown, and no PIN is tried on it', async () => {
    mkdirSync(join(dir, 'slot0'));
    await initialise('0', 'NOPIN001');
    start([{ name: 'one', path: softToken }]);
    const { tokens } = await host.call('list-tokens', {});
    expect(tokens).toMatchObject([{ chipNumber: 'NOPIN001', pin: { state: 'not-set' } }]);
    const { tokenId = '' } = tokens[0] ?? {};
    await expect(host.call('change-pin', { tokenId, oldPin: deskPin, newPin: 'newpin88' })).rejects.toMatchObject({
      code: 'TOKEN_NOT_READY',
    });
    // The administrator gives it its first one, and it is ready.
    await host.call('unblock-pin', { tokenId, adminPin: '12345678', newPin: 'newpin88' });
    expect((await host.call('list-tokens', {})).tokens).toMatchObject([{ pin: { state: 'unknown-or-full' } }]);
  });

  test('the slot that SoftHSM always has free is no token', async () => {
    const { configFile } = await openSoftHsm(join(scratch.folder, 'hsm'));
    start([{ name: 'SoftHSM', path: softHsmModule }], { SOFTHSM2_CONF: configFile });
    const { tokens, drivers } = await host.call('list-tokens', {});
    expect(tokens).toEqual([]);
    expect(drivers).toMatchObject([{ status: 'ok', tokenCount: 0 }]);
  });

  test('one token through two drivers stands once, for the first; two tokens stand twice, empty ones and unset ones too', async () => {
    const other = join(scratch.folder, 'libother_p11.so');
    copyFileSync(softToken, other);
    await plugIn('有证书', 'CHIP0001');
    await plugIn('另一个', 'CHIP0002');
    mkdirSync(join(dir, 'slot2'));
    await initialise('2', 'EMPTY001');
    start([
      { name: 'one', path: softToken },
      { name: 'other', path: other },
    ]);
    const { tokens, drivers } = await host.call('list-tokens', {});
    expect(tokens.map(({ chipNumber, driverName }) => [chipNumber, driverName])).toEqual([
      ['CHIP0001', 'one'],
      ['CHIP0002', 'one'],
      ['EMPTY001', 'one'],
    ]);
    expect(drivers).toMatchObject([{ status: 'ok' }, { status: 'ok' }]);
  });
});

describe('a card as OpenSC shows it: the administrator’s login takes anything', () => {
  let desk: TokenDesk;
  let host: HostClient;
  beforeAll(async () => {
    desk = await openTokenDesk(portal);
    host = desk.openHost();
  });
  afterAll(() => desk.close());

  const unblock = async (adminPin: string) => {
    const { tokens } = await host.call('list-tokens', {});
    const { tokenId = '', certificates = [] } = tokens[0] ?? {};
    const certificateHash = certificates[0]?.hash ?? '';
    return host.call('unblock-pin', { tokenId, certificateHash, adminPin, newPin: deskPin });
  };

  test('without a PUK: the maker’s tool is named, whatever was typed, and the PIN is as it was', async () => {
    desk.shim.set('puk', 'none');
    for (const typed of ['12345678', '87654321'])
      await expect(unblock(typed)).rejects.toMatchObject({ code: 'UNBLOCK_UNSUPPORTED' });
    expect(takesPin(desk.token, deskPin)).toBe(true);
  });

  test('with a PUK: a wrong one is the administrator’s, then it is locked, and nothing is said of the user’s PIN', async () => {
    desk.shim.set('puk', '55556666');
    desk.shim.set('admin-tries', 3);
    desk.shim.set('tries', 3);
    desk.shim.set('tries-left', 0);
    await expect(unblock('11112222')).rejects.toMatchObject({
      code: 'ADMIN_PIN_INCORRECT',
      details: { pinState: 'some-wrong' },
    });
    await unblock('55556666');
    expect(takesPin(desk.token, deskPin)).toBe(true);
    await expect(unblock('11112222')).rejects.toMatchObject({ code: 'ADMIN_PIN_INCORRECT' });
    await expect(unblock('11112222')).rejects.toMatchObject({
      code: 'ADMIN_PIN_INCORRECT',
      details: { pinState: 'final-try' },
    });
    await expect(unblock('11112222')).rejects.toMatchObject({
      code: 'ADMIN_PIN_LOCKED',
      details: { pinState: 'locked' },
    });
    await expect(unblock('55556666')).rejects.toMatchObject({ code: 'ADMIN_PIN_LOCKED' });
  });
});
