// Two hosts and a foreign program write to one token in every order, through a module that remembers what it once read.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { type MadeToken, makeToken } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { buildCachingShim } from '../support/token/build-caching-shim.ts';
import { assertUsable, listObjects, workOnToken } from '../support/token/judge-token.ts';

const pin = '246813';
let portalScratch: Scratch;
let portal: Portal;
beforeAll(async () => {
  portalScratch = makeScratch();
  portal = await startPortal({ issueDelayMs: 20, stateDir: join(portalScratch.folder, 'portal') });
});
afterAll(async () => {
  await portal.close();
  portalScratch.remove();
});

describe('a module that reads once and writes back from memory', () => {
  let scratch: Scratch;
  let token: MadeToken;
  let a: HostClient;
  let b: HostClient;
  const list = async (host: HostClient) => {
    const { tokens } = await host.call('list-tokens', {});
    const [found] = tokens;
    if (!found) throw new Error('the token is not listed');
    // The newest: one that has a successor is not renewed again.
    const [newest] = found.certificates.toSorted((one, other) => other.notAfter.localeCompare(one.notAfter));
    return { tokenId: found.tokenId, certificateHash: newest?.hash ?? '', listed: found.certificates };
  };
  /** Everything on the token, as the host is told. */
  const inspect = async (host: HostClient) => {
    const { tokenId, certificateHash } = await list(host);
    return (await host.call('inspect-token', { tokenId, certificateHash, pin })).entries;
  };

  beforeEach(async () => {
    scratch = makeScratch();
    const dir = join(scratch.folder, 'hsm');
    token = await makeToken({ dir, label: '社保U盾', pin, keyAlgorithm: 'P-256', unit: exampleUnit, portal });
    const shim = buildCachingShim(scratch.folder, token.softhsmConf);
    scratch.configureHost({ drivers: [{ name: '测试驱动', path: shim.path }], useKnownDrivers: false });
    const environment = { ...scratch.hostEnvironment, ...shim.environment, SOFTHSM2_CONF: token.softhsmConf };
    [a, b] = [startHost({ environment }), startHost({ environment })];
    // Both have seen the token as it is now.
    await list(a);
    await list(b);
  });
  afterEach(async () => {
    await a.kill();
    await b.kill();
    scratch.remove();
  });

  let foreignKeys = 0;
  const writers = {
    async renewal() {
      await prepareRenewal(portal, token, a).runWhole();
      return { certificates: 1, keys: 1 };
    },
    async request() {
      const { tokenId, certificateHash } = await list(b);
      const orderId = randomUUID();
      const order = { orderId, operation: 'renew', orderNumber: 'X', nonce: 'a-nonce-of-b' } as const;
      await b.call('create-request', { ...order, tokenId, certificateHash, pin, pinnedCaCertificates: [] });
      await b.call('abandon-order', { orderId });
      return { certificates: 0, keys: 1 };
    },
    /** Without the host's lock, straight onto the token. */
    async foreign() {
      foreignKeys += 1;
      const id = `f${foreignKeys}`.padStart(4, '0').replace('f', '0');
      workOnToken(token, ['--keypairgen', '--key-type', 'EC:prime256v1', '--id', id, '--label', `foreign-${id}`]);
      return { certificates: 0, keys: 1 };
    },
  };
  type Writer = keyof typeof writers;
  const names = Object.keys(writers) as Writer[];
  const orders = names.flatMap((first) =>
    names
      .filter((name) => name !== first)
      .map((second) => [first, second, names.find((n) => n !== first && n !== second)]),
  ) as [Writer, Writer, Writer][];

  test.each(orders)('%s, %s, %s: nothing is lost, and both hosts see all of it', async (...order) => {
    let [certificates, keys] = [1, 1];
    for (const name of order) {
      const added = await writers[name]();
      certificates += added.certificates;
      keys += added.keys;
      const found = listObjects(token);
      expect(found.certificateIds).toHaveLength(certificates);
      expect(found.privateKeyIds).toHaveLength(keys);
      for (const host of [a, b]) {
        expect((await list(host)).listed).toHaveLength(certificates);
        const entries = await inspect(host);
        expect(entries.filter(({ certificate }) => certificate)).toHaveLength(certificates);
        expect(entries).toHaveLength(keys);
      }
    }
    for (const id of listObjects(token).certificateIds) assertUsable(token, id, portal.caCertificates.chain);
  });

  test('a listing that is older than a foreign key does no harm to it', async () => {
    const { tokenId, certificateHash } = await list(b);
    await writers.foreign();
    // B has not looked since; its write begins with a look of its own.
    const order = { orderId: randomUUID(), operation: 'renew', orderNumber: 'X', nonce: 'a-nonce-of-b' } as const;
    await b.call('create-request', { ...order, tokenId, certificateHash, pin, pinnedCaCertificates: [] });
    expect(listObjects(token).privateKeyIds).toHaveLength(3);
  });

  test('a PIN changed by another program is asked for; changing it keeps what came meanwhile', async () => {
    const { tokenId, certificateHash } = await list(a);
    workOnToken(token, ['--change-pin', '--new-pin', '13572468']);
    await expect(
      a.call('change-pin', { tokenId, certificateHash, oldPin: pin, newPin: '24681357' }),
    ).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
    workOnToken({ ...token, pin: '13572468' }, ['--keypairgen', '--key-type', 'EC:prime256v1', '--id', '77']);
    await a.call('change-pin', { tokenId, certificateHash, oldPin: '13572468', newPin: pin });
    expect(listObjects(token).privateKeyIds).toHaveLength(2);
  });

  test('what was cleaned up, retired or given up by one host is gone for the other', async () => {
    await writers.renewal();
    await writers.request();
    const superseded = (await inspect(b)).find(({ verdict }) => verdict === 'superseded');
    const leftover = (await inspect(b)).find(({ verdict }) => verdict === 'leftover');
    const { tokenId } = await list(a);
    const certificateHash = superseded?.certificate?.hash ?? '';
    const newCertificateHash = superseded?.order?.newCertificateHash ?? '';
    const { orderId = '' } = leftover?.order ?? {};
    await writers.foreign();
    expect(await a.call('clean-up', { tokenId, certificateHash, pin, orderIds: [orderId] })).toEqual({
      removedOrderIds: [orderId],
    });
    await writers.foreign();
    await a.call('retire-certificate', { tokenId, certificateHash, newCertificateHash, pin });
    expect((await inspect(b)).map(({ verdict }) => verdict).sort()).toEqual(['foreign', 'foreign', 'in-use']);
    expect(listObjects(token).privateKeyIds).toHaveLength(3);
  });
});
