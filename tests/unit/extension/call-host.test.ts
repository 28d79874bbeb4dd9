// One request, one reply, over a port that the test plays.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toHostError } from '../../../extension/host/browser-error.ts';
import { createHostCaller } from '../../../extension/host/call-host.ts';
import { negotiateProtocol } from '../../../extension/host/connect-host.ts';
import { protocolRange } from '../../../shared/version.ts';
import { createFakePort } from './support/fake-port.ts';

const tokenId = '0'.repeat(32);
const certificateHash = 'a'.repeat(64);
const verifyParams = { tokenId, certificateHash, pin: '12345678' };

function open() {
  const fake = createFakePort();
  const caller = createHostCaller(fake.port, ({ error }) => toHostError(error?.message));
  const idOf = (index: number) => fake.sent[index]?.id ?? '';
  return { ...fake, ...caller, idOf };
}

describe('createHostCaller', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends id, command and params, and resolves with the result', async () => {
    const { call, sent, deliver, idOf } = open();
    const answer = call('verify-pin', verifyParams);
    expect(sent[0]).toEqual({ id: expect.any(String), command: 'verify-pin', params: verifyParams });
    deliver({ id: idOf(0), ok: true, result: {} });
    await expect(answer).resolves.toEqual({});
  });

  it('keeps two calls apart, whatever the order of their answers', async () => {
    const { call, deliver, idOf } = open();
    const first = call('list-orders', {});
    const second = call('list-tokens', {});
    deliver({ id: idOf(1), ok: true, result: { tokens: [], drivers: [] } });
    deliver({ id: idOf(0), ok: true, result: { orders: [] } });
    await expect(first).resolves.toEqual({ orders: [] });
    await expect(second).resolves.toEqual({ tokens: [], drivers: [] });
  });

  it('reports progress and ignores what belongs to no call', async () => {
    const { call, deliver, idOf } = open();
    const onProgress = vi.fn();
    const answer = call('verify-pin', verifyParams, { onProgress });
    deliver({ id: 'nobody', ok: true, result: {} });
    deliver({ id: idOf(0), progress: { step: 'open-token' } });
    deliver({ id: idOf(0), ok: true, result: {} });
    await answer;
    expect(onProgress.mock.calls).toEqual([['open-token']]);
  });

  it('rejects with the host error, its details kept', async () => {
    const { call, deliver, idOf } = open();
    const answer = call('verify-pin', verifyParams);
    deliver({ id: idOf(0), ok: false, error: { code: 'PIN_INCORRECT', details: { pinState: 'final-try' } } });
    await expect(answer).rejects.toMatchObject({ code: 'PIN_INCORRECT', details: { pinState: 'final-try' } });
  });

  it('does not pretend to know a code of a newer host', async () => {
    const { call, deliver, idOf } = open();
    const answer = call('verify-pin', verifyParams);
    deliver({ id: idOf(0), ok: false, error: { code: 'NEW_CODE', details: {} } });
    await expect(answer).rejects.toMatchObject({ code: 'REPLY_NOT_UNDERSTOOD', details: { code: 'NEW_CODE' } });
  });

  it('refuses a result that is not as the protocol says', async () => {
    const { call, deliver, idOf } = open();
    const answer = call('list-orders', {});
    deliver({ id: idOf(0), ok: true, result: { orders: 'none' } });
    await expect(answer).rejects.toMatchObject({ code: 'REPLY_NOT_UNDERSTOOD' });
  });

  it.each([
    ['a string', 'hello'],
    ['no id', { ok: true, result: {} }],
    ['an array', []],
  ])('ends every call and the port when %s comes', async (_, message) => {
    const { call, deliver, isOpen, isClosed } = open();
    const answers = [call('list-orders', {}), call('list-tokens', {})];
    deliver(message);
    for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: 'REPLY_NOT_UNDERSTOOD' });
    expect([isOpen(), isClosed()]).toEqual([false, true]);
  });

  it('takes an error without an id for every waiting call', async () => {
    const { call, deliver } = open();
    const answer = call('list-orders', {});
    deliver({ id: null, ok: false, error: { code: 'REQUEST_MALFORMED', details: {} } });
    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_MALFORMED' });
  });

  it('rejects waiting and later calls with the reason of the disconnect', async () => {
    const { call, drop, isClosed } = open();
    const answer = call('list-orders', {});
    drop('Specified native messaging host not found.');
    await expect(answer).rejects.toMatchObject({ code: 'HOST_NOT_INSTALLED' });
    await expect(call('list-orders', {})).rejects.toMatchObject({ code: 'HOST_NOT_INSTALLED' });
    expect(isClosed()).toBe(true);
  });

  it('rejects when the port throws', async () => {
    const { call, breakSilently } = open();
    breakSilently();
    await expect(call('list-orders', {})).rejects.toMatchObject({ code: 'HOST_EXITED' });
  });

  it('asks the host to cancel, and then awaits its answer', async () => {
    const { call, sent, deliver, idOf } = open();
    const abort = new AbortController();
    const answer = call('verify-pin', verifyParams, { signal: abort.signal });
    abort.abort();
    expect(sent[1]).toMatchObject({ command: 'cancel', params: { requestId: idOf(0) } });
    deliver({ id: idOf(1), ok: true, result: { isCancelling: true } });
    deliver({ id: idOf(0), ok: false, error: { code: 'OPERATION_CANCELLED', details: {} } });
    await expect(answer).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
  });

  it('sends nothing when it was cancelled before', async () => {
    const { call, sent } = open();
    await expect(call('list-orders', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'OPERATION_CANCELLED',
    });
    expect(sent).toEqual([]);
  });

  it('gives up after the deadline and takes no late answer', async () => {
    const { call, deliver, idOf } = open();
    const answer = call('list-orders', {});
    const check = expect(answer).rejects.toMatchObject({ code: 'HOST_TIMEOUT', details: { command: 'list-orders' } });
    await vi.advanceTimersByTimeAsync(20_000);
    await check;
    deliver({ id: idOf(0), ok: true, result: { orders: [] } });
  });

  it('waits longer than the host for a key to be generated', async () => {
    const { call } = open();
    const answer = call('create-request', {
      orderId: '00000000-0000-4000-8000-000000000000',
      operation: 'renew',
      tokenId,
      certificateHash,
      orderNumber: '1',
      nonce: '12345678',
      pinnedCaCertificates: [],
    });
    const settled = vi.fn();
    answer.catch(settled);
    await vi.advanceTimersByTimeAsync(200_000);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200_000);
    expect(settled).toHaveBeenCalled();
  });
});

describe('negotiateProtocol', () => {
  const hello = { protocol: 1, hostVersion: '9.9.9', platform: 'linux', architecture: 'x64' };

  async function answerHello(range: { protocolMin: number; protocolMax: number }) {
    const { call, deliver, idOf, sent } = open();
    const answer = negotiateProtocol(call, '1.2.3');
    deliver({ id: idOf(0), ok: true, result: { ...hello, ...range } });
    expect(sent[0]?.params).toMatchObject({
      protocolMin: protocolRange.min,
      protocolMax: protocolRange.max,
      extensionVersion: '1.2.3',
    });
    return answer;
  }

  it('accepts a host whose range meets ours', async () => {
    const range = { protocolMin: protocolRange.min, protocolMax: protocolRange.max + 5 };
    await expect(answerHello(range)).resolves.toMatchObject({ hostVersion: '9.9.9' });
  });

  it('calls the host too old, or ourselves', async () => {
    const older = { protocolMin: 0, protocolMax: protocolRange.min - 1 };
    await expect(answerHello(older)).rejects.toMatchObject({ code: 'HOST_TOO_OLD', details: { hostVersion: '9.9.9' } });
    const newer = { protocolMin: protocolRange.max + 1, protocolMax: protocolRange.max + 2 };
    await expect(answerHello(newer)).rejects.toMatchObject({ code: 'EXTENSION_TOO_OLD' });
  });
});
