// The pages as they go over the line: host names, charsets, links from the home page to the quick page, and what stands on it.
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { askSite } from './ask-site.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

const portals = new Map<string, Portal>();
beforeAll(async () => {
  for (const variant of ['gbk', 'frames'] as const) {
    portals.set(variant, await startReadyPortal({ stateDir: scratch(variant), variant }));
  }
});
afterAll(async () => {
  for (const portal of portals.values()) await portal.close();
});

async function readPage(variant: string, url: string) {
  const { status, contentType, body } = await askSite(portals.get(variant)?.port ?? 0, url);
  const charset = /charset=(\S+)/.exec(contentType)?.[1] ?? '';
  return { status, charset, body, html: iconv.decode(body, charset || 'UTF-8') };
}

/** Address behind the link with this text, as a browser would resolve it. */
function followLink(html: string, text: string, base: string): string {
  for (const [, href = '', inside = ''] of html.matchAll(/<a [^>]*?href="([^"]+)"[^>]*>(.*?)<\/a>/gs))
    if (inside.replace(/<[^>]+>/g, '').trim() === text) return new URL(href, base).href;
  throw new Error(`no link ${text}`);
}

const home = 'http://rlsbj.cq.gov.cn/';

describe.each([
  ['gbk', 'GBK', 'http://os.ezca.org:8001/easyca/netpay/quick/update.jsp'],
  ['frames', 'UTF-8', 'http://rlsbj.cq.gov.cn/wyb/frame/index.htm'],
])('variant %s', (variant, charset, updateUrl) => {
  test(`is served as ${charset}, in the header, the meta element and the octets`, async () => {
    for (const url of [home, `${home}wyb/sbjf/index.htm`, 'http://os.ezca.org:8001/easyca/netpay/']) {
      const page = await readPage(variant, url);
      expect(page.charset).toBe(charset);
      expect(page.html).toContain(`content="text/html; charset=${charset}"`);
      // 社保 is C9 E7 B1 A3 in GBK, which is no UTF-8.
      const octets = charset === 'GBK' ? Buffer.from('c9e7b1a3', 'hex') : Buffer.from('社保');
      expect(page.body.includes(octets)).toBe(true);
      expect(page.body.includes(Buffer.from('社保'))).toBe(charset === 'UTF-8');
    }
  });

  test('leads from 我要办 over 网上申报 to 证书更新', async () => {
    const first = await readPage(variant, home);
    expect(first.html).toContain('我要办');
    const declareUrl = followLink(first.html, '社保缴费 网上申报', home);
    const declare = await readPage(variant, declareUrl);
    for (const link of ['证书申领', '证书补办'])
      expect((await readPage(variant, followLink(declare.html, link, declareUrl))).status).toBe(200);
    expect(followLink(declare.html, '证书更新', declareUrl)).toBe(updateUrl);
    expect((await readPage(variant, updateUrl)).status).toBe(200);
  });

  test('has no dead link or picture on the way', async () => {
    for (const url of [home, `${home}wyb/sbjf/index.htm`, 'http://os.ezca.org:8001/easyca/netpay/', updateUrl]) {
      const { html } = await readPage(variant, url);
      const targets = [...html.matchAll(/ (?:src|href|action)="([^"#{]+)"/g)].map((match) => match[1] ?? '');
      for (const target of targets.filter((one) => !one.startsWith('javascript:') && !one.endsWith('.do')))
        expect([target, (await readPage(variant, new URL(target, url).href)).status]).toEqual([target, 200]);
    }
  });

  test('both quick pages carry the control, its script and 经办人姓名, 电话, PIN码, 验证, 更新证书', async () => {
    const quick = 'http://os.ezca.org:8001/easyca/netpay/quick/';
    const [gbk, frames] = [await readPage(variant, `${quick}update.jsp`), await readPage(variant, `${quick}renew.jsp`)];
    expect([gbk.charset, frames.charset]).toEqual(['GBK', 'UTF-8']);
    for (const { html } of [gbk, frames]) {
      expect(html.match(/<object [^>]*classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"/g)).toHaveLength(1);
      expect(html.match(/<input type="password"/g)).toHaveLength(1);
      for (const text of [
        'new ActiveXObject("EZCALib.BaseCA")',
        'MyFilter.Issuer = "Chongqing  CA,East-Zhongxun CA"',
        'alert("请使用IE浏览器兼容模式")',
        '经办人姓名：',
        'PIN码：',
        '验证',
        '更新证书',
      ])
        expect(html).toContain(text);
    }
  });
});

test('the frameset holds two frames of the bureau and the quick page of the platform', async () => {
  const { html } = await readPage('frames', 'http://rlsbj.cq.gov.cn/wyb/frame/index.htm');
  const frames = [...html.matchAll(/<frame src="([^"]+)" name="(\w+)"/g)].map(([, src, name]) => [name, src]);
  expect(frames).toEqual([
    ['topFrame', '/wyb/frame/top.htm'],
    ['leftFrame', '/wyb/frame/menu.htm'],
    ['mainFrame', 'http://os.ezca.org:8001/easyca/netpay/quick/renew.jsp'],
  ]);
});

test.each(['http://os.ezca.org/easyca/netpay/', 'http://rlsbj.cq.gov.cn:8001/', 'http://example.org/'])(
  '%s is no site of ours',
  async (url) => {
    expect((await readPage('gbk', url)).status).toBe(404);
  },
);
