// Who may open the operation window, and that there is one a site.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { launchRequestSchema, loadLaunchRecord } from '../../../extension/flows/launch-record.ts';
import { openOperationWindow } from '../../../extension/flows/open-operation-window.ts';
import { findSenderSite } from '../../../extension/portal/check-sender.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';

const record = { siteId: 'chongqing', operation: 'renew', agentName: '张三丰', agentPhone: '13812345678' } as const;

describe('openOperationWindow', () => {
  const create = vi.fn<(options: { url: string; type: string }) => Promise<{ id: number }>>();
  const update = vi.fn();

  beforeEach(() => {
    fakeBrowser.reset();
    create.mockReset().mockResolvedValue({ id: 7 });
    update.mockReset().mockResolvedValue({ id: 7 });
    Object.assign(browser.windows, { create, update });
  });

  it('opens a popup window whose record can be read by its id, and holds nothing in the address', async () => {
    await openOperationWindow(record);
    const [{ url, type } = { url: '', type: '' }] = create.mock.lastCall ?? [];
    expect(type).toBe('popup');
    expect(url).not.toContain('138');
    const launchId = new URL(url, 'chrome-extension://x').searchParams.get('launch') ?? '';
    await expect(loadLaunchRecord(launchId)).resolves.toEqual(record);
    await expect(browser.storage.local.get()).resolves.toEqual({});
  });

  it('brings the open window to the front, also at a double click', async () => {
    await Promise.all([openOperationWindow(record), openOperationWindow(record)]);
    expect(create).toHaveBeenCalledTimes(1);
    expect(update).toHaveBeenCalledWith(7, { focused: true });
  });

  it('opens a new one when the last was closed', async () => {
    await openOperationWindow(record);
    update.mockRejectedValue(new Error('No window with id: 7.'));
    await openOperationWindow(record);
    expect(create).toHaveBeenCalledTimes(2);
  });

  it('has no record for an unknown id, nor for one that is not a record', async () => {
    await browser.storage.session.set({ 'launch-x': { siteId: 1 } });
    await expect(loadLaunchRecord('x')).resolves.toBeUndefined();
    await expect(loadLaunchRecord('y')).resolves.toBeUndefined();
  });
});

describe('launchRequestSchema', () => {
  it.each([
    { operation: 'renew', agentName: '', agentPhone: '', pin: '1' },
    { operation: 'delete', agentName: '', agentPhone: '' },
    { operation: 'renew', agentName: 'x'.repeat(101), agentPhone: '' },
    'renew',
  ])('refuses %j', (request) => {
    expect(launchRequestSchema.safeParse(request).success).toBe(false);
  });
});

describe('findSenderSite', () => {
  const sender = { id: 'us', url: 'http://os.ezca.org:8001/easyca/netpay/quick/update.jsp', tab: {} };
  const find = (change: object) => findSenderSite({ ...sender, ...change }, 'us', [chongqingProfile])?.id;

  it('knows our content script on the site', () => {
    expect(find({})).toBe('chongqing');
  });

  it.each([
    { id: 'other' },
    { url: 'http://os.ezca.org:8002/easyca/' },
    { url: 'https://www.os.ezca.org:8001/' },
    { url: 'http://os.ezca.org:8001.evil.example/' },
    { url: 'about:blank' },
    { url: undefined },
    { tab: undefined },
    { origin: 'null' },
    { origin: 'http://evil.example' },
    { url: 'about:srcdoc' },
    { url: 'data:text/html,x' },
    { url: 'blob:http://os.ezca.org:8001/1', origin: 'null' },
  ])('refuses %j', (change) => {
    expect(find(change)).toBeUndefined();
  });
});
