// A token's whole life through the host's frames, whatever module shows the token.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { assertUsable, listObjects, takesPin } from '../support/token/judge-token.ts';

export interface ModuleSetup {
  /** The module that the host is to use; the token's own is what pkcs11-tool judges by. */
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly token: MadeToken;
  readonly adminPin: string;
  /** How many wrong PINs lock the token; left out where it never locks. */
  readonly tries?: number;
  /** Whether the administrator's PIN opens a locked token again (default true). */
  readonly canUnblock?: boolean;
  close(): Promise<void>;
}

export function describeWholeLife(name: string, getPortal: () => Portal, setUp: () => Promise<ModuleSetup>): void {
  describe(`a whole life: ${name}`, () => {
    let setup: ModuleSetup;
    let scratch: Scratch;
    let host: HostClient;
    beforeAll(async () => {
      setup = await setUp();
      scratch = makeScratch();
      scratch.configureHost({ drivers: [{ name, path: setup.path }], useKnownDrivers: false });
      host = startHost({ environment: { ...scratch.hostEnvironment, ...setup.environment } });
    });
    afterAll(async () => {
      await host?.close();
      scratch?.remove();
      await setup?.close();
    });

    const find = async () => {
      const { tokens, drivers } = await host.call('list-tokens', {});
      expect(drivers).toMatchObject([{ status: 'ok', tokenCount: 1 }]);
      const [found] = tokens;
      if (!found) throw new Error('the token is not listed');
      const newest = found.certificates.toSorted((a, b) => b.notAfter.localeCompare(a.notAfter))[0];
      return { found, target: { tokenId: found.tokenId, certificateHash: newest?.hash ?? '' } };
    };
    const verify = async (pin: string) => host.call('verify-pin', { ...(await find()).target, pin });

    test('is listed, and a wrong PIN is said to be wrong', async () => {
      const { found } = await find();
      expect(found).toMatchObject({ chipNumber: setup.token.chipNumber, label: setup.token.label });
      expect(found.certificates).toMatchObject([{ hasPrivateKey: true }]);
      await expect(verify('99999999'.slice(0, 8))).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
      await verify(setup.token.pin);
    });

    test('is renewed, and openssl and pkcs11-tool accept what is on it', async () => {
      const renewal = prepareRenewal(getPortal(), setup.token, host);
      const done = await renewal.runWhole();
      await renewal.confirm();
      await renewal.logIn();
      expect(done.order.state).toBe('verified');
      const { certificateIds, privateKeyIds } = listObjects(setup.token);
      expect(certificateIds).toHaveLength(2);
      expect(privateKeyIds).toHaveLength(2);
      for (const id of certificateIds) assertUsable(setup.token, id, getPortal().caCertificates.chain);
    });

    test('shows what lies on it; what was given up is cleaned up, and the old certificate retired', async () => {
      const { pin } = setup.token;
      const { target } = await find();
      const orderId = randomUUID();
      const order = { orderId, operation: 'renew', orderNumber: 'X', nonce: 'a-nonce-of-x' } as const;
      await host.call('create-request', { ...order, ...target, pin, pinnedCaCertificates: [] });
      await host.call('abandon-order', { orderId });
      const { entries } = await host.call('inspect-token', { ...target, pin });
      expect(entries.map(({ verdict }) => verdict).sort()).toEqual(['in-use', 'leftover', 'superseded']);
      expect(await host.call('clean-up', { ...target, pin, orderIds: [orderId] })).toEqual({
        removedOrderIds: [orderId],
      });
      const old = entries.find(({ verdict }) => verdict === 'superseded');
      await host.call('retire-certificate', {
        tokenId: target.tokenId,
        certificateHash: old?.certificate?.hash ?? '',
        newCertificateHash: old?.order?.newCertificateHash ?? '',
        pin,
      });
      const { certificateIds, privateKeyIds } = listObjects(setup.token);
      expect([certificateIds, privateKeyIds].map(({ length }) => length)).toEqual([1, 1]);
    });

    test('takes a new PIN, and gives the old one back', async () => {
      const { target } = await find();
      await host.call('change-pin', { ...target, oldPin: setup.token.pin, newPin: '24681357' });
      expect(takesPin(setup.token, '24681357')).toBe(true);
      await host.call('change-pin', { ...target, oldPin: '24681357', newPin: setup.token.pin });
      await verify(setup.token.pin);
    });

    test('locks where it does, which is said, and is opened by the administrator', async () => {
      const { target } = await find();
      for (let used = 1; used < (setup.tries ?? 1); used += 1)
        await expect(verify('99999999')).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
      if (setup.tries !== undefined) {
        // Some say at the last wrong one that it locked, others only at the next.
        await expect(verify('99999999')).rejects.toMatchObject({
          code: expect.stringMatching(/^PIN_(LOCKED|INCORRECT)$/),
        });
        await expect(verify(setup.token.pin)).rejects.toMatchObject({
          code: 'PIN_LOCKED',
          details: { pinState: 'locked' },
        });
      }
      const unblock = (adminPin: string) => host.call('unblock-pin', { ...target, adminPin, newPin: '24681357' });
      if (setup.canUnblock === false) {
        await expect(unblock(setup.adminPin)).rejects.toMatchObject({ code: 'UNBLOCK_UNSUPPORTED' });
        return;
      }
      await expect(unblock('11111111')).rejects.toMatchObject({ code: 'ADMIN_PIN_INCORRECT' });
      await unblock(setup.adminPin);
      await verify('24681357');
    });
  });
}
