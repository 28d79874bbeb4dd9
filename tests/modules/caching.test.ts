// Two hosts and a foreign program write to one token in every order, through a module that remembers what it once read.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { usePortal } from '../support/portal/use-portal.ts';
import { buildCachingShim } from '../support/token/build-caching-shim.ts';
import { listObjects, workOnToken } from '../support/token/judge-token.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';
import { openWriters, type Writer } from './writers.ts';

const pin = '246813';
let portal: Portal;
usePortal((started) => {
  portal = started;
});

describe('a module that reads once and writes back from memory', () => {
  let scratch: Scratch;
  let token: MadeToken;
  let a: HostClient;
  let b: HostClient;
  let team: ReturnType<typeof openWriters>;

  beforeEach(async () => {
    scratch = makeScratch();
    const dir = join(scratch.folder, 'hsm');
    token = await makeReadyToken({ dir, label: '社保U盾', pin, keyAlgorithm: 'P-256', unit: exampleUnit, portal });
    const shim = buildCachingShim(scratch.folder, token.softhsmConf);
    scratch.configureHost({ drivers: [{ name: '测试驱动', path: shim.path }], useKnownDrivers: false });
    const environment = { ...scratch.hostEnvironment, ...shim.environment, SOFTHSM2_CONF: token.softhsmConf };
    [a, b] = [startHost({ environment }), startHost({ environment })];
    // Both have seen the token as it is now.
    team = openWriters(portal, token, a, b);
    await team.list(a);
    await team.list(b);
  });
  afterEach(async () => {
    await a.kill();
    await b.kill();
    scratch.remove();
  });

  const names = ['renewal', 'request', 'foreign'] as const satisfies readonly Writer[];
  const orders = names.flatMap((first) =>
    names
      .filter((name) => name !== first)
      .map((second) => [first, second, names.find((n) => n !== first && n !== second)]),
  ) as [Writer, Writer, Writer][];

  test.each(orders)('%s, %s, %s: nothing is lost, and both hosts see all of it', async (...order) => {
    await team.writeInTurn(order);
  });

  test('a listing that is older than a foreign key does no harm to it', async () => {
    const { tokenId, certificateHash } = await team.list(b);
    await team.writers.foreign();
    // B has not looked since; its write begins with a look of its own.
    const order = { orderId: randomUUID(), operation: 'renew', orderNumber: 'X', nonce: 'a-nonce-of-b' } as const;
    await b.call('create-request', { ...order, tokenId, certificateHash, pin, pinnedCaCertificates: [] });
    expect(listObjects(token).privateKeyIds).toHaveLength(3);
  });

  test('a PIN changed by another program is asked for; changing it keeps what came meanwhile', async () => {
    const { tokenId, certificateHash } = await team.list(a);
    workOnToken(token, ['--change-pin', '--new-pin', '13572468']);
    await expect(
      a.call('change-pin', { tokenId, certificateHash, oldPin: pin, newPin: '24681357' }),
    ).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
    workOnToken({ ...token, pin: '13572468' }, ['--keypairgen', '--key-type', 'EC:prime256v1', '--id', '77']);
    await a.call('change-pin', { tokenId, certificateHash, oldPin: '13572468', newPin: pin });
    expect(listObjects(token).privateKeyIds).toHaveLength(2);
  });

  test('what was cleaned up, retired or given up by one host is gone for the other', async () => {
    const renewal = prepareRenewal(portal, token, a);
    await renewal.runWhole();
    await renewal.confirm();
    await renewal.logIn();
    await team.writers.request();
    const superseded = (await team.inspect(b)).find(({ verdict }) => verdict === 'superseded');
    const leftover = (await team.inspect(b)).find(({ verdict }) => verdict === 'leftover');
    const { tokenId } = await team.list(a);
    const certificateHash = superseded?.certificate?.hash ?? '';
    const newCertificateHash = superseded?.order?.newCertificateHash ?? '';
    const { orderId = '' } = leftover?.order ?? {};
    await team.writers.foreign();
    expect(await a.call('clean-up', { tokenId, certificateHash, pin, orderIds: [orderId] })).toEqual({
      removedOrderIds: [orderId],
    });
    await team.writers.foreign();
    await a.call('retire-certificate', { tokenId, certificateHash, newCertificateHash, pin });
    expect((await team.inspect(b)).map(({ verdict }) => verdict).sort()).toEqual(['foreign', 'foreign', 'in-use']);
    expect(listObjects(token).privateKeyIds).toHaveLength(3);
  });
});
