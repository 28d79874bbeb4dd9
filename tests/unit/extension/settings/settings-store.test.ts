// Policy over the clerk's settings over the defaults; what is wrong is refused whole, and named.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { listSiteProfiles, readSiteProfiles } from '../../../../extension/settings/read-site-profiles.ts';
import {
  addToSupplement,
  readSettings,
  saveSettings,
  watchSettings,
} from '../../../../extension/settings/settings-store.ts';

const none = { sites: [], pages: [] };
const otherCity = { ...chongqingProfile, id: 'chengdu' };
const setPolicy = (policy: Record<string, unknown>) => fakeBrowser.storage.managed.set(policy);

beforeEach(() => fakeBrowser.reset());

describe('readSettings', () => {
  it('gives the defaults where nothing is set', async () => {
    expect(await readSettings()).toEqual({
      values: { supplement: none, language: 'auto', logLevel: 'error', units: [], openSetupOnInstall: true },
      managedKeys: [],
      problems: [],
      supplementByPolicy: none,
    });
  });

  it('holds what a policy adds to the sites together with what the clerk has taught', async () => {
    const page = (id: string) => ({
      id: `11111111-2222-4333-8444-00000000000${id}`,
      siteId: 'chongqing',
      origin: 'http://os.ezca.org:8001',
      taughtAt: '2026-01-01T00:00:00.000Z',
      sketch: [],
      page: {
        kind: 'quick-renew' as const,
        pathPattern: `^\\/new\\/page${id}(;|\\?|$)`,
        variants: [{ name: 'taught', markers: [], fields: { runButton: '#gx' }, optionalFields: {}, rows: {} }],
      },
    });
    const site = { siteId: 'chongqing', origin: 'https://os.example.cn' };
    await setPolicy({ supplement: JSON.stringify({ sites: [site], pages: [page('1')] }) });
    await saveSettings({ supplement: { sites: [], pages: [page('2')] } });
    const { values, supplementByPolicy, problems } = await readSettings();
    expect(problems).toEqual([]);
    expect(supplementByPolicy.pages.map(({ id }) => id.at(-1))).toEqual(['1']);
    expect(values.supplement.pages.map(({ id }) => id.at(-1))).toEqual(['1', '2']);
    const [profile] = await readSiteProfiles();
    expect(profile.origins).toContain('https://os.example.cn');
    expect(profile.pages.slice(0, 2).map(({ pathPattern }) => pathPattern)).toEqual([
      page('1').page.pathPattern,
      page('2').page.pathPattern,
    ]);
    // What the clerk saves is never what the policy has.
    await addToSupplement({ sites: [], pages: [page('3')] });
    await fakeBrowser.storage.managed.clear();
    expect((await readSettings()).values.supplement.pages.map(({ id }) => id.at(-1))).toEqual(['2', '3']);
  });

  it('puts policy over what the clerk set, and says which', async () => {
    await saveSettings({ language: 'en', reminderDays: [10] });
    await setPolicy({ language: 'zh_CN' });
    const { values, managedKeys } = await readSettings();
    expect(values).toMatchObject({ language: 'zh_CN', reminderDays: [10] });
    expect(managedKeys).toEqual(['language']);
  });

  it('lives without managed storage, as Firefox without a policy has none', async () => {
    vi.spyOn(fakeBrowser.storage.managed, 'get').mockRejectedValueOnce(new Error('Managed storage manifest not found'));
    expect((await readSettings()).problems).toEqual([]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['language', 'value', { language: 'fr', reminderDays: [5] }],
    ['reminderDays[1]', 'value', { reminderDays: [5, 0] }],
    ['reminderDays', 'type', { reminderDays: 5 }],
    ['profile', 'type', { profile: '{"id": ', language: 'en' }],
    ['profile.origins', 'missing', { profile: JSON.stringify({ ...otherCity, origins: undefined }) }],
    ['profile.pages[0].kind', 'value', { profile: { ...otherCity, pages: [{ kind: 'unknown' }] }, language: 'en' }],
    ['units[0].unitName', 'missing', { units: [{ id: '11111111-2222-4333-8444-555555555555' }], language: 'en' }],
  ])('refuses a policy with a wrong %s (%s) whole', async (path, kind, policy) => {
    await setPolicy(policy);
    const { values, managedKeys, problems } = await readSettings();
    expect(problems).toEqual([{ path, kind, source: 'managed' }]);
    expect(managedKeys).toEqual([]);
    expect(values).toEqual({
      supplement: none,
      language: 'auto',
      logLevel: 'error',
      units: [],
      openSetupOnInstall: true,
    });
  });

  it('tells of a name that it does not know, and takes the rest', async () => {
    await setPolicy({ langauge: 'en', logLevel: 'debug' });
    const { values, problems } = await readSettings();
    expect(problems).toEqual([{ path: 'langauge', kind: 'unknown', source: 'managed' }]);
    expect(values.logLevel).toBe('debug');
  });

  it('keeps the other settings when one of the clerk’s own has gone wrong', async () => {
    await fakeBrowser.storage.local.set({ settings: { language: 'en', profile: { id: 'of an older version' } } });
    const { values, problems } = await readSettings();
    expect(values.language).toBe('en');
    expect(values.profile).toBeUndefined();
    expect(problems).toEqual([{ path: 'profile.id', kind: 'value', source: 'local' }]);
  });
});

describe('saveSettings', () => {
  it('takes back what is set to undefined, and loses nothing when called twice at once', async () => {
    await Promise.all([saveSettings({ language: 'en' }), saveSettings({ logLevel: 'info' })]);
    expect((await readSettings()).values).toMatchObject({ language: 'en', logLevel: 'info' });
    await saveSettings({ language: undefined });
    expect((await readSettings()).values).toMatchObject({ language: 'auto', logLevel: 'info' });
  });

  it('stores nothing that it would not read', () => {
    expect(() => saveSettings({ reminderDays: [0] })).toThrow();
  });
});

describe('watchSettings', () => {
  it('hears the clerk and the policy', async () => {
    const listener = vi.fn();
    const stop = watchSettings(listener);
    await saveSettings({ language: 'en' });
    await setPolicy({ language: 'zh_CN' });
    await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(2));
    stop();
    await saveSettings({ logLevel: 'info' });
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('readSiteProfiles', () => {
  it('gives the built-in ones', async () => {
    expect(await readSiteProfiles()).toEqual([chongqingProfile]);
  });

  it('puts the clerk’s own first, in the place of the built-in one of its id', async () => {
    await saveSettings({ profile: otherCity });
    expect((await readSiteProfiles()).map(({ id }) => id)).toEqual(['chengdu', 'chongqing']);
    const changed = { ...chongqingProfile, retireOldAfterDays: 3 };
    expect(listSiteProfiles({ profile: changed, supplement: { sites: [], pages: [] } })).toEqual([changed]);
  });

  it('reads one that an administrator gives as text', async () => {
    await setPolicy({ profile: JSON.stringify(otherCity) });
    expect((await readSiteProfiles())[0]).toEqual(otherCity);
  });
});
