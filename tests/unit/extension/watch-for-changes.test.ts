// @vitest-environment happy-dom
// Seeing tokens come and go: told by the host, asked for where it is too old, and neither while nobody looks.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toHostError } from '../../../extension/host/browser-error.ts';
import { createHostCaller } from '../../../extension/host/call-host.ts';
import { negotiateProtocol } from '../../../extension/host/connect-host.ts';
import { watchForChanges } from '../../../extension/ui/parts/watch-for-changes.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { createFakePort } from './support/fake-port.ts';
import { createOldHost } from './support/old-host.ts';

const pauseMs = 2_000;
let isHidden = false;
const setHidden = (hidden: boolean) => {
  isHidden = hidden;
  document.dispatchEvent(new Event('visibilitychange'));
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function open(watch: (onChange: () => void, signal: AbortSignal) => Promise<unknown>) {
  const listeners = new Set<() => void>();
  const page = { pause: pauseMs as number | undefined, isBusy: false, refreshes: 0 };
  const change = (changed: Partial<typeof page>) => {
    Object.assign(page, changed);
    for (const listener of [...listeners]) listener();
  };
  void watchForChanges({
    readPauseMs: () => page.pause,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch,
    refresh: async () => {
      if (!page.isBusy) page.refreshes += 1;
      return !page.isBusy;
    },
  });
  return { page, change };
}

/** A host that watches until it is stopped. */
function createWatcher() {
  const idle = (_?: AppError): void => undefined;
  const watcher = { starts: 0, running: 0, tell: idle as () => void, fail: idle as (error: AppError) => void };
  const watch = (onChange: () => void, signal: AbortSignal) =>
    new Promise((_, reject) => {
      watcher.starts += 1;
      watcher.running += 1;
      watcher.tell = onChange;
      const stop = () => end(new AppError('OPERATION_CANCELLED'));
      const end = (error: AppError) => {
        signal.removeEventListener('abort', stop);
        watcher.running -= 1;
        reject(error);
      };
      watcher.fail = end;
      signal.addEventListener('abort', stop);
    });
  return { watcher, watch };
}

describe('watchForChanges', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    isHidden = false;
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  });
  afterEach(() => {
    // Lets the endless loops of a test rest.
    setHidden(true);
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('looks when the host tells, and at no other time', async () => {
    const { watcher, watch } = createWatcher();
    const { page } = open(watch);
    await pass(60_000);
    expect(page.refreshes).toBe(0);
    watcher.tell();
    await pass(0);
    expect(page.refreshes).toBe(1);
    await pass(60_000);
    expect([page.refreshes, watcher.starts]).toEqual([1, 1]);
  });

  it('stops while the window is hidden or has nothing to look for, and leaves no timer behind', async () => {
    const { watcher, watch } = createWatcher();
    const { change } = open(watch);
    await pass(0);
    setHidden(true);
    await pass(0);
    expect([watcher.running, vi.getTimerCount()]).toEqual([0, 0]);
    setHidden(false);
    await pass(0);
    expect(watcher.running).toBe(1);
    change({ pause: undefined });
    await pass(0);
    expect([watcher.running, vi.getTimerCount()]).toEqual([0, 0]);
    change({ pause: pauseMs });
    await pass(0);
    expect([watcher.running, watcher.starts]).toEqual([1, 3]);
  });

  it('remembers what came while the window was busy', async () => {
    const { watcher, watch } = createWatcher();
    const { page, change } = open(watch);
    await pass(0);
    change({ isBusy: true });
    watcher.tell();
    await pass(0);
    expect(page.refreshes).toBe(0);
    change({ isBusy: false });
    await pass(0);
    expect(page.refreshes).toBe(1);
    change({});
    await pass(0);
    expect(page.refreshes).toBe(1);
  });

  it('looks once when the line breaks, and watches again', async () => {
    const { watcher, watch } = createWatcher();
    const { page } = open(watch);
    await pass(0);
    watcher.fail(new AppError('HOST_EXITED'));
    await pass(pauseMs);
    expect([page.refreshes, watcher.running]).toEqual([1, 1]);
  });

  it('asks an old host again and again, and never while hidden', async () => {
    const host = createOldHost();
    const { call } = createHostCaller(host.port, ({ error }) => toHostError(error?.message));
    await negotiateProtocol(call, '0.2.0');
    const { page } = open((onChange, signal) => call('watch-tokens', {}, { signal, onEvent: onChange }));
    await pass(3 * pauseMs);
    expect(page.refreshes).toBe(3);
    expect(host.sent.map(({ command }) => command)).toEqual(['hello']);
    setHidden(true);
    await pass(10 * pauseMs);
    expect([page.refreshes, vi.getTimerCount()]).toEqual([3, 0]);
    setHidden(false);
    await pass(pauseMs);
    expect(page.refreshes).toBe(4);
  });

  it('cancels the request by its id when it is to stop', async () => {
    const fake = createFakePort();
    const { call } = createHostCaller(fake.port, ({ error }) => toHostError(error?.message));
    const { page } = open((onChange, signal) => call('watch-tokens', {}, { signal, onEvent: onChange }));
    await pass(0);
    const [{ id } = { id: '' }] = fake.sent;
    fake.deliver({ id, event: 'tokens-changed' });
    await pass(0);
    expect(page.refreshes).toBe(1);
    setHidden(true);
    await pass(0);
    expect(fake.sent[1]).toMatchObject({ command: 'cancel', params: { requestId: id } });
    fake.deliver({ id, ok: false, error: { code: 'OPERATION_CANCELLED', details: {} } });
    await pass(0);
  });
});
