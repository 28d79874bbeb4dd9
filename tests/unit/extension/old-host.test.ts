// This extension with a host that was not updated: what that one can do goes on, the rest is said before anything is sent.
import { describe, expect, test } from 'vitest';
import { toHostError } from '../../../extension/host/browser-error.ts';
import { createHostCaller } from '../../../extension/host/call-host.ts';
import { negotiateProtocol } from '../../../extension/host/connect-host.ts';
import type { CommandName } from '../../../shared/protocol/messages.ts';
import { commandVersions } from '../../../shared/protocol/messages.ts';
import { createOldHost } from './support/old-host.ts';

async function connect() {
  const host = createOldHost({ 'list-tokens': { tokens: [], drivers: [] }, 'verify-pin': {} });
  const caller = createHostCaller(host.port, ({ error }) => toHostError(error?.message));
  const hello = await negotiateProtocol(caller.call, '0.2.0');
  return { ...host, ...caller, hello };
}

const tokenId = '0'.repeat(32);
const certificateHash = 'a'.repeat(64);

describe('a host of version 1', () => {
  test('agrees on version 1 and does what it always did', async () => {
    const { call, hello } = await connect();
    expect(hello.protocol).toBe(1);
    await expect(call('list-tokens', {})).resolves.toEqual({ tokens: [], drivers: [] });
    await expect(call('verify-pin', { tokenId, certificateHash, pin: '12345678' })).resolves.toEqual({});
  });

  test('hears of no key for encryption: it would refuse the whole installation for a field that it does not know', async () => {
    const { call, sent } = await connect();
    const orderId = '11111111-1111-4111-8111-111111111111';
    const params = { orderId, tokenId, pin: '12345678', certificates: 'MIIB' };
    await call('install-certificate', { ...params, encryptionKey: 'MIIC' }).catch(() => undefined);
    expect(sent.at(-1)?.params).toEqual(params);
  });

  test.each(Object.keys(commandVersions) as CommandName[])(
    '%s: the host is too old, and no PIN was sent',
    async (command) => {
      const { call, sent } = await connect();
      const before = sent.length;
      const params = { tokenId, oldPin: '12345678', newPin: '87654321' };
      await expect(call(command, params as never)).rejects.toMatchObject({
        code: 'HOST_TOO_OLD',
        details: { hostVersion: '0.1.0', command },
      });
      expect(sent).toHaveLength(before);
    },
  );
});
