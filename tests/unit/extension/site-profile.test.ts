// The built-in profile is a valid one, and a wrong one is refused with the path of its wrong field.
import { describe, expect, it } from 'vitest';
import { type SiteProfile, siteProfileSchema } from '../../../extension/portal/profile.ts';
import { chongqingProfile as good } from '../../../extension/portal/profiles/chongqing.ts';
import wxtConfig from '../../../wxt.config.ts';
import { knownSite as known } from '../../support/portal/known-site.ts';

function pathsOf(profile: unknown): string[] {
  return siteProfileSchema.safeParse(profile).error?.issues.map(({ path }) => path.join('.')) ?? [];
}

function withService(change: object): SiteProfile {
  return { ...good, orderService: { ...good.orderService, ...change } };
}

describe('siteProfileSchema', () => {
  it('accepts the built-in profile', () => {
    expect(pathsOf(good)).toEqual([]);
    expect(pathsOf(known)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['origins.0', { ...good, origins: ['http://rlsbj.cq.gov.cn/path'] }],
    ['pages.0.pathPattern', { ...good, pages: good.pages.map((page) => ({ ...page, pathPattern: '(' })) }],
    ['pages', { ...known, origins: ['http://rlsbj.cq.gov.cn'] }],
    ['orderService.baseUrl', withService({ baseUrl: 'http://elsewhere.example/' })],
    ['orderService.codes.1004', withService({ codes: { '1004': 'what' } })],
    ['pinnedCaCertificates.0', { ...good, pinnedCaCertificates: ['not base64!'] }],
    ['', { ...good, extra: 1 }],
  ])('refuses with the path %j', (path, profile) => {
    expect(pathsOf(profile)).toContain(path);
  });

  it.each([
    'https://evil.example/x',
    '//evil.example/x',
    'http:evil.example',
    '\\\\evil.example\\x',
    '/\\evil.example',
    'http://os.ezca.org:8002/x',
    '\thttps://evil.example',
  ])('refuses an endpoint that leads to %j', (path) => {
    const { endpoints } = good.orderService;
    for (const name of Object.keys(endpoints) as (keyof typeof endpoints)[]) {
      const changed = { ...endpoints, [name]: { ...endpoints[name], path } };
      const isAway = new URL(path, good.orderService.baseUrl).origin !== new URL(good.orderService.baseUrl).origin;
      expect(pathsOf(withService({ endpoints: changed })).includes('orderService.endpoints')).toBe(isAway);
      expect(isAway || path === 'http:evil.example').toBe(true);
    }
  });

  it('stands on hosts that the manifest asks for', async () => {
    const { manifest } = wxtConfig;
    const made = typeof manifest === 'function' ? await manifest({ browser: 'chrome' } as never) : await manifest;
    for (const origin of good.origins) {
      expect(made?.host_permissions).toContain(`${new URL(origin).protocol}//${new URL(origin).hostname}/*`);
    }
  });
});
