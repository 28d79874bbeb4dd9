// Page detection on the simulated portal's real pages, for which the built-in profile was not made, and by selectors that were.
import { describe, expect, it } from 'vitest';
import { detectPage } from '../../../extension/portal/detect-page.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { knownSite } from '../../support/portal/known-site.ts';
import { fetchPageHtml, openPage, pageUrl, parsePage, variants } from './support/portal-page.ts';

const names = { gbk: 'table', frames: 'panel' } as const;

describe.each(variants)('detectPage on the %s page', (variant) => {
  it.each([
    ['by words', chongqingProfile, 'words'],
    ['by selectors', knownSite, names[variant]],
  ] as const)('finds kind, variant and every field %s', async (_, profile, name) => {
    const { page } = detectPage(profile, pageUrl(variant), await openPage(variant));
    expect(page).toMatchObject({ kind: 'quick-renew', variant: name });
    if (page?.kind !== 'quick-renew') throw new Error('page not recognised');
    const { agentName, agentPhone, pin, runButton, verifyButton } = page.fields;
    expect(pin?.getAttribute('type')).toBe('password');
    expect(['jbrxm', 'operatorName']).toContain(agentName?.getAttribute('name'));
    expect(['lxdh', 'operatorPhone']).toContain(agentPhone?.getAttribute('name'));
    expect(runButton.getAttribute('value') ?? runButton.textContent).toBe('更新证书');
    expect(verifyButton?.getAttribute('value') ?? verifyButton?.textContent).toBe('验证');
  });

  it.each(['https://os.ezca.org', 'http://os.ezca.org', 'https://os.ezca.org:8001', 'https://rlsbj.cq.gov.cn'])(
    'knows it wherever the two sites have moved it: %s',
    async (origin) => {
      const url = new URL('/moved/to/elsewhere.aspx?id=1', origin);
      expect(detectPage(chongqingProfile, url, await openPage(variant)).page?.kind).toBe('quick-renew');
    },
  );

  it.each([
    'http://os.ezca.org:8002',
    'http://rlsbj.cq.gov.cn:8001',
    'http://www.os.ezca.org',
    'http://os.ezca.org.example',
    'http://os-ezca.org',
  ])('refuses the same page on %s', async (origin) => {
    const url = new URL(pageUrl(variant).pathname, origin);
    expect(detectPage(chongqingProfile, url, await openPage(variant))).toEqual({
      page: undefined,
      why: { reason: 'other-origin' },
    });
  });

  it('refuses another path where a profile names one, and the page of the bureau with that path', async () => {
    const document = await openPage(variant);
    const other = new URL('/easyca/netpay/', pageUrl(variant));
    expect(detectPage(knownSite, other, document)).toMatchObject({ why: { reason: 'other-page' } });
    const bureau = new URL(pageUrl(variant).pathname, 'http://rlsbj.cq.gov.cn');
    expect(detectPage(knownSite, bureau, document)).toMatchObject({ why: { reason: 'other-page' } });
  });

  it.each([
    ['without the control', knownSite, (html: string) => html.replaceAll('9C879779', '00000000'), 0],
    ['with a second PIN box', knownSite, (html: string) => html.replace(/<input type="password"[^>]*>/, '$&$&'), 2],
    [
      'with a second PIN box',
      chongqingProfile,
      (html: string) => html.replace(/<input type="password"[^>]*>/, '$&$&'),
      2,
    ],
    [
      'with the renew button gone',
      chongqingProfile,
      (html: string) => html.replace(/<(input|a) [^>]*(btnUpdate|btn-renew)[^>]*>(<span>更新证书<.span>)?/, ''),
      0,
    ],
    [
      'with a renamed phone box',
      knownSite,
      (html: string) => html.replaceAll('lxdh', 'tel').replaceAll('operatorPhone', 'tel'),
      0,
    ],
  ])('refuses a page %s and says what was not found', async (_, profile, change, found) => {
    const html = await fetchPageHtml(variant);
    const changed = change(html);
    expect(changed).not.toBe(html);
    const detection = detectPage(profile, pageUrl(variant), parsePage(changed, variant));
    expect(detection).toMatchObject({
      page: undefined,
      why: { reason: 'looks-different', mismatch: { expected: 1, found } },
    });
  });

  it('takes a page on which only the phone is called otherwise for what it can do there: PIN, 验证, 更新证书', async () => {
    const html = (await fetchPageHtml(variant)).replace(/(<td class="lab">|<label>)电(　　)?话：/, '$1传真：');
    const { page } = detectPage(chongqingProfile, pageUrl(variant), parsePage(html, variant));
    expect(page?.kind).toBe('order-download');
  });
});
