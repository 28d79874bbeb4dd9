// @vitest-environment happy-dom
// What a policy sets is shown as such and locked; what is wrong with a policy is said, and where.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { mergeSettings } from '../../../../extension/settings/merge-settings.ts';
import { OptionsApp } from '../../../../extension/ui/options/options-app.tsx';
import type { OptionsPort } from '../../../../extension/ui/options/options-port.ts';
import { makeSecondCity } from '../../../support/portal/second-city.ts';
import { useMessages } from '../support/read-messages.ts';

async function mount(
  managed: Record<string, unknown>,
  local: Record<string, unknown> = {},
  change: Partial<OptionsPort> = {},
) {
  const port: OptionsPort = {
    readSettings: async () => mergeSettings(managed, local),
    saveSettings: vi.fn(async () => undefined),
    watchSettings: () => () => undefined,
    builtIn: chongqingProfile,
    requestAccess: vi.fn(async () => true),
    download: vi.fn(),
    ...change,
  };
  const root = document.body.appendChild(document.createElement('div'));
  await act(async () => render(<OptionsApp port={port} />, root));
  const find = <E extends HTMLElement>(testId: string) => root.querySelector<E>(`[data-testid="${testId}"]`);
  const press = (testId: string) => act(async () => find(testId)?.click());
  const choose = async (text: string) => {
    const field = find<HTMLInputElement>('profile-file');
    Object.defineProperty(field, 'files', { configurable: true, value: [new File([text], 'p.json')] });
    field?.dispatchEvent(new Event('change'));
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(find('profile-preview')).not.toBeNull();
    });
  };
  return { port, root, find, press, choose };
}

beforeEach(() => useMessages());
afterEach(() => document.body.replaceChildren());

describe('a policy', () => {
  it('locks what it sets, and nothing else', async () => {
    const { root, find } = await mount({ language: 'zh_CN', reminderDays: [9, 3], units: [] });
    expect(find<HTMLSelectElement>('language')?.disabled).toBe(true);
    expect(find<HTMLInputElement>('reminder-days')).toMatchObject({ disabled: true, value: '9, 3' });
    expect(find('save-reminder-days')).toBeNull();
    expect(find<HTMLSelectElement>('log-level')?.disabled).toBe(false);
    expect(find('import-profile')).not.toBeNull();
    expect(root.querySelectorAll('[data-testid="managed-mark"]')).toHaveLength(2);
    expect(find('managed-mark')?.textContent).toBe('由单位管理员设置');
  });

  it('takes away import and 恢复内置 where it sets the profile', async () => {
    const { find } = await mount({ profile: JSON.stringify(makeSecondCity()) });
    expect(find('current-profile')?.textContent).toContain('成都市');
    expect(find('import-profile')).toBeNull();
    expect(find('restore-profile')).toBeNull();
    expect(find('export-profile')).not.toBeNull();
  });

  it('is not in force when something in it is wrong, and the place is named', async () => {
    const { find } = await mount({ language: 'zh_CN', reminderDays: [0] });
    expect(find<HTMLSelectElement>('language')?.disabled).toBe(false);
    expect(find('settings-problem')?.textContent).toContain('单位的管理策略里有错误');
    expect(find('settings-problem')?.textContent).toContain('提醒日');
    expect(find('wrong-path')?.textContent).toBe('reminderDays[0]');
  });
});

describe('exported settings', () => {
  const takeFile = async (mounted: Awaited<ReturnType<typeof mount>>, text: string, shown: string) => {
    const field = mounted.find<HTMLInputElement>('settings-file');
    Object.defineProperty(field, 'files', { configurable: true, value: [new File([text], 's.json')] });
    field?.dispatchEvent(new Event('change'));
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(mounted.find(shown)).not.toBeNull();
    });
  };
  const exported = async (local: Record<string, unknown>) => {
    const { press, port } = await mount({}, local);
    await press('export-settings');
    return vi.mocked(port.download).mock.calls[0]?.[1] ?? '';
  };

  it('are taken over again, on this computer or the next', async () => {
    const own = { reminderDays: [45, 9], language: 'en', logLevel: 'debug', profile: makeSecondCity() };
    const text = await exported(own);
    const mounted = await mount({});
    await takeFile(mounted, text, 'settings-preview');
    expect(mounted.find('settings-preview')?.textContent).toContain('成都市');
    for (const origin of makeSecondCity().origins)
      expect(mounted.find('settings-preview')?.textContent).toContain(origin);
    await mounted.press('confirm-settings');
    expect(mounted.port.requestAccess).toHaveBeenCalledWith(makeSecondCity());
    expect(mounted.port.saveSettings).toHaveBeenCalledWith(own);
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(mounted.find('settings-preview')).toBeNull();
    });
  });

  it('leave alone what a policy sets, and are not taken without access to the sites', async () => {
    const text = await exported({ language: 'en', profile: makeSecondCity() });
    const refused = vi.fn(async () => false);
    const mounted = await mount({ language: 'zh_CN' }, {}, { requestAccess: refused });
    await takeFile(mounted, text, 'settings-preview');
    expect(mounted.find('settings-preview')?.textContent).not.toContain('English');
    await mounted.press('confirm-settings');
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(mounted.find('settings-access-refused')).not.toBeNull();
    });
    expect(mounted.port.saveSettings).not.toHaveBeenCalled();
  });

  it('are refused as a whole where something is wrong, by its path', async () => {
    const mounted = await mount({});
    await takeFile(mounted, JSON.stringify({ language: 'en', reminderDays: [0] }), 'settings-refused');
    expect(mounted.find('wrong-path')?.textContent).toBe('reminderDays[0]');
    await takeFile(mounted, JSON.stringify({ ...makeSecondCity() }), 'settings-refused');
    expect(mounted.port.saveSettings).not.toHaveBeenCalled();
  });
});

describe('the clerk', () => {
  it('uses a profile only once the browser gives access', async () => {
    const refused = vi.fn(async () => false);
    const { find, press, choose, port } = await mount({}, {}, { requestAccess: refused });
    await choose(JSON.stringify(makeSecondCity()));
    await press('confirm-profile');
    expect(refused).toHaveBeenCalledTimes(1);
    expect(find('access-refused')).not.toBeNull();
    expect(port.saveSettings).not.toHaveBeenCalled();
    refused.mockResolvedValue(true);
    await press('confirm-profile');
    expect(port.saveSettings).toHaveBeenCalledExactlyOnceWith({ profile: makeSecondCity() });
  });

  it('is asked for access straight from the click, before anything is awaited', async () => {
    const { find, choose, port } = await mount({});
    await choose(JSON.stringify(makeSecondCity()));
    find('confirm-profile')?.click();
    expect(port.requestAccess).toHaveBeenCalledTimes(1);
  });

  it('gets back to the built-in profile, and has nothing to confirm where nothing changes', async () => {
    const { find, press, choose, port } = await mount({}, { profile: makeSecondCity() });
    await choose(JSON.stringify(makeSecondCity()));
    expect(find('profile-preview')?.textContent).toContain('完全相同');
    expect(find('confirm-profile')).toBeNull();
    await press('cancel-profile');
    await press('restore-profile');
    expect(port.saveSettings).toHaveBeenCalledExactlyOnceWith({ profile: undefined });
  });

  it('exports what is in force', async () => {
    const { press, port } = await mount({ language: 'en' }, { logLevel: 'debug' });
    await press('export-settings');
    const [[, text] = []] = vi.mocked(port.download).mock.calls;
    expect(JSON.parse(text ?? '')).toMatchObject({ language: 'en', logLevel: 'debug' });
  });
});
