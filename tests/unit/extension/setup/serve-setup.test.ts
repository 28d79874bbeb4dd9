// The background remembers how pages were recognised, from our own content scripts only, and opens the page once.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { readPageReport, seenPageSchema } from '../../../../extension/setup/page-report.ts';

const listeners = new Map<string, (message: { data: unknown; sender: object }) => Promise<unknown>>();
vi.mock('../../../../extension/portal/page-messages.ts', () => ({
  onMessage: (name: string, listener: (message: { data: unknown; sender: object }) => Promise<unknown>) =>
    void listeners.set(name, listener),
}));
const { serveSetup } = await import('../../../../extension/setup/serve-setup.ts');

const selector = '经办人姓名';
const sender = { id: fakeBrowser.runtime.id, url: `${chongqingProfile.origins[0]}/x`, tab: { id: 1 } };
const send = (data: unknown, from: object = sender) => listeners.get('pageSeen')?.({ data, sender: from });
const create = vi.spyOn(fakeBrowser.tabs, 'create');
const getSelf = vi.fn();
Object.assign(fakeBrowser, { management: { getSelf } });

beforeEach(() => {
  fakeBrowser.reset();
  create.mockClear();
  getSelf.mockResolvedValue({ installType: 'normal' });
  serveSetup();
});

describe('pageSeen', () => {
  it('keeps what a page of a site came to', async () => {
    await send({ kind: 'quick-renew', variant: 'gbk', mismatch: { selector, expected: 1, found: 0 } });
    expect(await readPageReport()).toMatchObject({
      siteId: 'chongqing',
      origin: chongqingProfile.origins[0],
      mismatch: { selector, found: 0 },
    });
    await send({ kind: 'quick-renew', variant: 'gbk', failedFeatures: ['run-button'] });
    expect(await readPageReport()).toMatchObject({ failedFeatures: ['run-button'] });
    expect((await readPageReport())?.mismatch).toBeUndefined();
  });

  it.each<[string, unknown, object]>([
    ['another site', { kind: 'quick-renew', variant: 'gbk' }, { ...sender, url: 'http://evil.example/' }],
    ['another extension', { kind: 'quick-renew', variant: 'gbk' }, { ...sender, id: 'other' }],
    ['a kind that there is not', { kind: 'x', variant: 'gbk' }, sender],
    [
      'a selector that we never gave out',
      { kind: 'quick-renew', variant: 'gbk', mismatch: { selector: '请打 12345', expected: 1, found: 0 } },
      sender,
    ],
    ['words as a feature’s id', { kind: 'quick-renew', variant: 'gbk', failedFeatures: ['请打 12345'] }, sender],
    ['more than was asked for', { kind: 'quick-renew', variant: 'gbk', html: '<b>' }, sender],
  ])('does not listen to %s', async (_, data, from) => {
    await send(data, from);
    expect(await readPageReport()).toBeUndefined();
  });

  it('takes no unending text', () => {
    expect(seenPageSchema.safeParse({ kind: 'x'.repeat(101), variant: '' }).success).toBe(false);
  });
});

describe('after installation', () => {
  it('opens the setup page, not after an update', async () => {
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', temporary: false } as never);
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install', temporary: false } as never);
    await vi.waitFor(() => expect(create).toHaveBeenCalled());
    expect(create.mock.calls).toEqual([[{ url: '/setup.html' }]]);
  });

  it('does not where an administrator said so', async () => {
    await fakeBrowser.storage.managed.set({ openSetupOnInstall: false });
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install', temporary: false } as never);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(create).not.toHaveBeenCalled();
  });

  describe('by a policy', () => {
    beforeEach(() => {
      vi.useFakeTimers();
      getSelf.mockResolvedValue({ installType: 'admin' });
    });
    afterEach(() => vi.useRealTimers());

    it('waits for the policy’s values, which come late', async () => {
      await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install', temporary: false } as never);
      await vi.advanceTimersByTimeAsync(3_000);
      await fakeBrowser.storage.managed.set({ openSetupOnInstall: false });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(create).not.toHaveBeenCalled();
    });

    it('opens the page in the end when the policy says nothing', async () => {
      await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install', temporary: false } as never);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(create).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(15_000);
      expect(create).toHaveBeenCalledOnce();
    });
  });
});
