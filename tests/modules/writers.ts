// Two hosts and a foreign program at one token, whatever module shows it: each adds something, and nothing of another's may go.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import type { HostClient } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { assertUsable, listObjects, workOnToken } from '../support/token/judge-token.ts';

export type Writer = 'renewal' | 'request' | 'foreign';

/** @param a renews. @param b makes a request and gives it up; both have seen the token before */
export function openWriters(portal: Portal, token: MadeToken, a: HostClient, b: HostClient) {
  /** The newest certificate: one that has a successor is not renewed again. */
  const list = async (host: HostClient) => {
    const { tokens } = await host.call('list-tokens', {});
    const [found] = tokens;
    if (!found) throw new Error('the token is not listed');
    const [newest] = found.certificates.toSorted((one, other) => other.notAfter.localeCompare(one.notAfter));
    return { tokenId: found.tokenId, certificateHash: newest?.hash ?? '', listed: found.certificates };
  };
  /** Everything on the token, as the host is told. */
  const inspect = async (host: HostClient) => {
    const { tokenId, certificateHash } = await list(host);
    return (await host.call('inspect-token', { tokenId, certificateHash, pin: token.pin })).entries;
  };
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
      const named = { tokenId, certificateHash, pin: token.pin, pinnedCaCertificates: [] };
      await b.call('create-request', { ...order, ...named });
      await b.call('abandon-order', { orderId });
      return { certificates: 0, keys: 1 };
    },
    /** Without the host's lock, straight onto the token. */
    async foreign() {
      foreignKeys += 1;
      const id = `${foreignKeys}`.padStart(4, '0');
      workOnToken(token, ['--keypairgen', '--key-type', 'EC:prime256v1', '--id', id, '--label', `foreign-${id}`]);
      return { certificates: 0, keys: 1 };
    },
  } satisfies Record<Writer, () => Promise<{ certificates: number; keys: number }>>;

  /** Lets them write one after the other; after each, the token and both hosts show all that was ever written. */
  const writeInTurn = async (order: readonly Writer[]) => {
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
  };
  return { list, inspect, writers, writeInTurn };
}
