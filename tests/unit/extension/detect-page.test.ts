// Page detection on the simulated portal's real pages, and its refusals.
import { describe, expect, it } from 'vitest';
import { detectPage } from '../../../extension/portal/detect-page.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { fetchPageHtml, openPage, pageUrl, parsePage, variants } from './support/portal-page.ts';

const names = { gbk: 'table', frames: 'panel' } as const;

describe.each(variants)('detectPage on the %s page', (variant) => {
  it('finds kind, variant and every field', async () => {
    const { page } = detectPage(chongqingProfile, pageUrl(variant), await openPage(variant));
    expect(page).toMatchObject({ kind: 'quick-renew', variant: names[variant] });
    if (page?.kind !== 'quick-renew') throw new Error('page not recognised');
    expect(page.fields.pin.getAttribute('type')).toBe('password');
    const { runButton, verifyButton } = page.fields;
    expect(runButton.getAttribute('value') ?? runButton.textContent).toBe('更新证书');
    expect(verifyButton.getAttribute('value') ?? verifyButton.textContent).toBe('验证');
  });

  it('knows it with a query string', async () => {
    const url = new URL(`${pageUrl(variant).href}?v=1`);
    expect(detectPage(chongqingProfile, url, await openPage(variant)).page).toBeDefined();
  });

  it.each(['http://os.ezca.org', 'http://os.ezca.org:8002', 'https://os.ezca.org:8001', 'http://rlsbj.cq.gov.cn:8001'])(
    'refuses the same page on %s',
    async (origin) => {
      const url = new URL(pageUrl(variant).pathname, origin);
      expect(detectPage(chongqingProfile, url, await openPage(variant))).toEqual({
        page: undefined,
        why: { reason: 'other-origin' },
      });
    },
  );

  it('refuses another path, and the page of the bureau with that path', async () => {
    const document = await openPage(variant);
    const other = new URL('/easyca/netpay/', pageUrl(variant));
    expect(detectPage(chongqingProfile, other, document)).toMatchObject({ why: { reason: 'other-page' } });
    const bureau = new URL(pageUrl(variant).pathname, 'http://rlsbj.cq.gov.cn');
    expect(detectPage(chongqingProfile, bureau, document)).toMatchObject({ why: { reason: 'other-page' } });
  });

  it.each([
    ['without the control', (html: string) => html.replaceAll('9C879779', '00000000')],
    ['with a second PIN box', (html: string) => html.replace(/<input type="password"[^>]*>/, '$&$&')],
    ['with the renew button gone', (html: string) => html.replace(/<(input|a) [^>]*(btnUpdate|btn-renew)[^>]*>/, '')],
    ['with a renamed phone box', (html: string) => html.replaceAll('lxdh', 'tel').replaceAll('operatorPhone', 'tel')],
  ])('refuses a page %s and says what was not found', async (_, change) => {
    const html = await fetchPageHtml(variant);
    const changed = change(html);
    expect(changed).not.toBe(html);
    const detection = detectPage(chongqingProfile, pageUrl(variant), parsePage(changed, variant));
    expect(detection).toMatchObject({ page: undefined, why: { reason: 'looks-different', mismatch: { expected: 1 } } });
  });
});
