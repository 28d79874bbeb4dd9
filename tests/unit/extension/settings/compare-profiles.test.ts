// What another profile would change is said in words, and nothing that changes is left out.
import { beforeEach, describe, expect, it } from 'vitest';
import type { SiteProfile } from '../../../../extension/portal/profile.ts';
import { chongqingProfile as good } from '../../../../extension/portal/profiles/chongqing.ts';
import { compareProfiles, fingerprintCertificates } from '../../../../extension/settings/compare-profiles.ts';
import { makeSecondCity } from '../../../support/portal/second-city.ts';
import { useMessages } from '../support/read-messages.ts';

const der = btoa('\x30\x03\x02\x01\x05');

async function changesOf(next: SiteProfile) {
  const fields = compareProfiles(good, next, await fingerprintCertificates(good, next));
  return fields.filter(({ state }) => state !== 'same');
}

beforeEach(() => useMessages());

describe('compareProfiles', () => {
  it('finds nothing between a profile and itself', async () => {
    expect(await changesOf(structuredClone(good))).toEqual([]);
  });

  it('shows name, addresses, pages and order service of another city', async () => {
    const changes = await changesOf(makeSecondCity());
    const byLabel = Object.fromEntries(changes.map(({ label, before, after }) => [label, [before, after]]));
    expect(byLabel.网站名称).toEqual(['重庆市社会保险网上经办平台', '成都市社会保险网上经办平台']);
    expect(byLabel.网站地址?.[1]).toBe('http://rsj.chengdu.example、http://ca.chengdu.example:8001');
    expect(byLabel.订单服务?.[1]).toContain('ca.chengdu.example');
    expect(byLabel.网页识别).toEqual(['9 种网页', expect.stringContaining('有改动：证书更新快速通道、')]);
    expect(byLabel.其他?.[1]).toBe('有改动：订单查询、常用网页');
    // Few enough to be read.
    expect(changes.length).toBeLessThan(8);
  });

  it.each<[string, Partial<SiteProfile>, string, string]>([
    ['days', { reminderDays: [10, 5] }, '提醒日', '10、5'],
    [
      'renewal window',
      { renewalWindow: { daysBeforeExpiry: 30, daysAfterExpiry: 0 } },
      '可更新的时间',
      '到期前 30 天至到期后 0 天',
    ],
    ['retiring', { retireOldAfterDays: 7 }, '旧证书保留天数', '7'],
  ])('shows %s', async (_, change, label, after) => {
    expect(await changesOf({ ...good, ...change })).toMatchObject([{ label, after, state: 'changed' }]);
  });

  it('shows a pinned certificate by its fingerprint', async () => {
    const [change, ...others] = await changesOf({ ...good, pinnedCaCertificates: [der] });
    expect(others).toEqual([]);
    expect(change).toMatchObject({ label: 'CA 证书', before: '', state: 'added' });
    expect(change?.after).toMatch(/^([0-9a-f]{2}:){7}[0-9a-f]{2}$/);
  });

  it('shows a page that is gone', async () => {
    const pages = good.pages.filter(({ kind }) => kind !== 'key-table');
    expect(await changesOf({ ...good, pages })).toMatchObject([
      { label: '网页识别', after: '8 种网页；去掉：选择钥匙盘' },
    ]);
  });

  it('leaves out nothing: whichever part changes, something is shown', async () => {
    const other = makeSecondCity();
    for (const name of Object.keys(good) as (keyof SiteProfile)[]) {
      if (name === 'id' || JSON.stringify(good[name]) === JSON.stringify(other[name])) continue;
      expect(await changesOf({ ...good, [name]: other[name] }), name).not.toEqual([]);
    }
    const materials = { ...good.materials, maxBytes: 1 };
    expect(await changesOf({ ...good, materials })).toMatchObject([{ label: '其他', after: '有改动：资料要求' }]);
  });
});
