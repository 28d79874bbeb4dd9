// A sample keeps what a page is recognised by, and nothing of whom it is about.
import { describe, expect, it } from 'vitest';
import { detectPage } from '../../../../extension/portal/detect-page.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { keepAddress, keepKnownWords, keepLabel } from '../../../../extension/portal/sample/sample-words.ts';
import { takeSample } from '../../../../extension/portal/sample/take-sample.ts';
import { writeHtml } from '../../../../extension/portal/sample/write-html.ts';
import { makeLook } from '../../../portal/looks/make-look.ts';
import { readSample, writePages } from '../../../sample/read-sample.ts';
import { foundPages } from './found-pages.ts';
import { openHtml } from './open-html.ts';

/** As it is saved and read again. */
function asFile(html: string): string {
  const frames = [takeSample(openHtml(html))];
  return JSON.stringify({ format: 'shebao-page-sample', version: 1, frames });
}
const reopen = (html: string) => openHtml(writePages(readSample(asFile(html)))[0] ?? '');
const kindOf = (document: Document) => detectPage(chongqingProfile, new URL(document.URL), document).page?.kind;

describe('what was recognised is recognised in its sample', () => {
  it.each(Object.entries(foundPages))('%s', (_, html) => {
    expect(kindOf(reopen(html))).toBe('quick-renew');
  });

  it('in 60 looks', () => {
    const lost = Array.from({ length: 60 }, (_, seed) => makeLook(seed, false)).filter(
      ({ html }) => kindOf(reopen(html)) !== 'quick-renew',
    );
    expect(lost.map(({ traits }) => traits)).toEqual([]);
  });

  it('and nothing of a sample is fetched or run', () => {
    const text = JSON.stringify({
      format: 'shebao-page-sample',
      version: 1,
      frames: [
        {
          address: 'http://x/',
          charset: 'GBK',
          mode: 'BackCompat',
          controls: { classIds: [], progIds: [], members: [] },
          alerts: [],
          tree: [
            'html',
            {},
            [
              'body',
              { onload: 'x()' },
              ['script', { src: 'http://evil/' }, 'x()'],
              ['img', { src: 'http://evil/' }],
              ['a b', {}, 'x'],
            ],
          ],
        },
      ],
    });
    const [page = ''] = writePages(readSample(text));
    expect(page).not.toMatch(/evil|x\(\)|a b/);
  });
});

describe('nothing of whom it is about', () => {
  const person = '欧阳春晓';
  const unit = '重庆山城机械制造有限公司';
  const canaries = [
    'CANARYvalue',
    'canary-token-8f3a9c2b7d1e4f60',
    '13812345678',
    '500101199001011234',
    person,
    unit,
    '91500000MA5U000000',
    'BG201511240001',
    '渝北区金开大道',
  ];
  const all = canaries.join(' ');
  const html = `<!-- ${all} --><form action="/save.do;jsessionid=AB12CD34EF56AB78?user=${encodeURIComponent(all)}#${all}" data-user="${all}">
    <h2>欢迎您，${person}（${unit}）</h2><p title="${all}">${all}</p><meta name="csrf" content="${all}"><input type=hidden name=token value="${all}">
    <table><tr><td>经办人姓名：${person}</td><td><input name=jbr value="${all}" title="${unit}" data-x="${all}"></td></tr>
    <tr><td>${person}</td><td><input></td></tr><tr><td>${unit}</td><td><input></td></tr>
    <tr><td>手机 13812345678</td><td><input type=tel value="13812345678" placeholder="138 1234 5678"></td></tr></table>
    <label>PIN码<input type=password value="${all}"></label><textarea>${all}</textarea><div contenteditable>${all}</div>
    <select><option value="${all}">${unit}</option><option selected>${person}</option></select>
    <button value="${all}" onclick="go('${all}')">验证</button><a href="user.do?id=${all}">${person}</a><button>${person}</button><a href="javascript:go('${all}')">${unit}</a>
    <input type=button value="更新证书" onclick="sub('${all}')"><img src="/pic.do?u=${all}" alt="${person}"><iframe src="/in.do?t=${all}" srcdoc="${all}"></iframe>
    <object id=ezca classid="clsid:6E5C8A3C-1D2E-4F30-9A51-7E90D4B3F628"><param name=pin value="${all}"></object>
    <script>var c = new ActiveXObject("EZCA.BaseCA"); c.SetPin("${all}"); ezca.SignData("CANARYvalue"); alert("请插入U盾 ${all}"); document.cookie="${all}"</script>
    <script src="/js/a.js?t=${all}"></script><style>.x{content:"${all}"}</style></form>`;

  it('no canary, wherever it stood', () => {
    const text = asFile(html);
    for (const canary of canaries) expect(text.toLowerCase(), canary).not.toContain(canary.toLowerCase());
    expect(text).not.toContain(encodeURIComponent(person));
    expect(text).not.toContain('AB12CD34');
  });

  it('and yet what mends a profile', () => {
    const sample = takeSample(openHtml(html));
    expect(sample.controls).toEqual({
      classIds: ['6E5C8A3C-1D2E-4F30-9A51-7E90D4B3F628'],
      progIds: ['EZCA.BaseCA'],
      members: expect.arrayContaining(['SetPin', 'SignData']),
    });
    expect(sample.alerts[0]).toContain('请插入');
    const page = writeHtml(sample);
    for (const kept of ['经办人姓名：', 'PIN码', '验证', '更新证书', 'name="jbr"', '/save.do"', '/js/a.js"', '/in.do"'])
      expect(page).toContain(kept);
    expect(page).not.toContain('go(');
  });

  it.each([
    ['介质口令：', '介质口令：'],
    ['经办人：张三丰', '经办人：□□□'],
    ['王小明', '□□□'],
    ['请输入U盾PIN码（8位）', '请输入U盾PIN码（0位）'],
    ['Session ab12', 'xxxxxxx xx00'],
  ])('a label: %s → %s', (text, kept) => {
    expect(keepLabel(text)).toBe(kept);
  });

  it('a text: only words that all such pages have', () => {
    expect(keepKnownWords('张三，您好：证书更新')).toBe('□□，您好：证书更新');
    expect(keepAddress('/a/12345678/b.do;jsessionid=1?x=y#z', 'http://h.cn/')).toBe('http://h.cn/a/n1/b.do');
  });
});
