// What settings mean reaches pages and content scripts; sites outside the manifest get our script only with access.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { currentLanguage, translate } from '../../../../extension/base/i18n.ts';
import { readEffectiveSettings } from '../../../../extension/portal/effective-settings.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { publishEffectiveSettings } from '../../../../extension/settings/publish-effective-settings.ts';
import { registerSiteScripts } from '../../../../extension/settings/register-site-scripts.ts';
import { saveSettings } from '../../../../extension/settings/settings-store.ts';
import { loadWords } from '../../../../extension/ui/parts/start-page.ts';
import { makeSecondCity, secondCityHosts } from '../../../support/portal/second-city.ts';
import { readMessages, useMessages } from '../support/read-messages.ts';

let version = '1.0.0';
let script = 'content-scripts/portal.js';

const builtIn = ['rlsbj.cq.gov.cn', 'os.ezca.org'].flatMap((host) => [`http://${host}/*`, `https://${host}/*`]);

beforeEach(() => {
  fakeBrowser.reset();
  useMessages();
  version = '1.0.0';
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockImplementation(
    () =>
      ({
        version,
        content_scripts: [{ js: [script], matches: builtIn }],
      }) as never,
  );
  vi.stubGlobal('fetch', async (url: string) => {
    const language = url.includes('/en/') ? 'en' : 'zh_CN';
    return { json: async () => readMessages(language) };
  });
});

const secondCity = makeSecondCity();
const secondCityPatterns = Object.values(secondCityHosts).map((host) => `http://${host}/*`);

describe('publishEffectiveSettings', () => {
  it('stores nothing while nothing is set', async () => {
    await publishEffectiveSettings();
    expect(await readEffectiveSettings()).toBeUndefined();
  });

  it('stores the profiles and the words that were chosen, and takes them away again', async () => {
    await saveSettings({ language: 'en', profile: secondCity });
    await publishEffectiveSettings();
    const effective = await readEffectiveSettings();
    expect(effective).toMatchObject({ profiles: [{ id: 'chengdu' }, { id: 'chongqing' }], words: { language: 'en' } });
    expect(translate('nav_help')).toBe('Help');
    expect(currentLanguage()).toBe('en');
    await saveSettings({ language: 'zh_CN', profile: undefined });
    await publishEffectiveSettings();
    // The browser is Chinese already.
    expect(await readEffectiveSettings()).toBeUndefined();
    expect(translate('nav_help')).toBe('使用说明');
  });

  it('is not believed by another version, until that has written it anew', async () => {
    await saveSettings({ language: 'en' });
    await publishEffectiveSettings();
    version = '1.0.1';
    expect(await readEffectiveSettings()).toBe('stale');
    await loadWords();
    expect(currentLanguage()).toBe('zh-CN');
    await publishEffectiveSettings();
    await loadWords();
    expect(currentLanguage()).toBe('en');
  });

  it('writes only what has changed', async () => {
    await saveSettings({ language: 'en' });
    await publishEffectiveSettings();
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    await publishEffectiveSettings();
    expect(set).not.toHaveBeenCalled();
  });
});

describe('registerSiteScripts', () => {
  function fakeScripting(allowed: readonly string[]) {
    const registered = new Map<string, { matches: string[] }>();
    const put = async ([script]: { id: string; matches: string[] }[]) =>
      void (script && registered.set(script.id, script));
    Object.assign(fakeBrowser, {
      permissions: {
        contains: async ({ origins }: { origins: string[] }) => origins.every((one) => allowed.includes(one)),
      },
      scripting: {
        getRegisteredContentScripts: async () => [...registered.values()],
        registerContentScripts: vi.fn(put),
        updateContentScripts: vi.fn(put),
        unregisterContentScripts: vi.fn(async () => registered.clear()),
      },
    });
    return registered;
  }

  it('registers a path also where the browser tells a whole address, as Firefox does', async () => {
    script = `${fakeBrowser.runtime.getURL('/')}content-scripts/portal.js`;
    const registered = fakeScripting([...builtIn, ...secondCityPatterns]);
    await registerSiteScripts([secondCity]);
    script = 'content-scripts/portal.js';
    expect([...registered.values()]).toMatchObject([{ js: ['content-scripts/portal.js'] }]);
  });

  it('registers nothing for the built-in sites', async () => {
    const registered = fakeScripting(builtIn);
    await registerSiteScripts([chongqingProfile]);
    expect(registered.size).toBe(0);
  });

  it('registers for exactly the new sites, once there is access, and ends that with it', async () => {
    const allowed = [...builtIn];
    const registered = fakeScripting(allowed);
    await registerSiteScripts([secondCity, chongqingProfile]);
    expect(registered.size).toBe(0);
    allowed.push(...secondCityPatterns);
    await registerSiteScripts([secondCity, chongqingProfile]);
    await registerSiteScripts([secondCity, chongqingProfile]);
    expect([...registered.values()]).toMatchObject([
      { js: ['content-scripts/portal.js'], matches: secondCityPatterns, allFrames: true },
    ]);
    await registerSiteScripts([chongqingProfile]);
    expect(registered.size).toBe(0);
  });
});
