// What is made of the parts that somebody pointed at: it finds the very same parts again, and nothing on another page.
import { Window } from 'happy-dom';
import { describe, expect, it, vi } from 'vitest';
import { applySupplement } from '../../../../extension/portal/apply-supplement.ts';
import { detectPage } from '../../../../extension/portal/detect-page.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { readOrders } from '../../../../extension/portal/read-orders.ts';
import { supplementSchema } from '../../../../extension/portal/supplement.ts';
import { findMeant, guessChoice, listChoices } from '../../../../extension/portal/teach/list-choices.ts';
import { makePage } from '../../../../extension/portal/teach/make-page.ts';
import { findTeachableKind, type TeachableKind } from '../../../../extension/portal/teach/teachable-kinds.ts';
import { openHtml } from './open-html.ts';

// What the maker of selectors takes from the page's window.
const { CSS, Node, document } = new Window();
vi.stubGlobal('CSS', CSS);
vi.stubGlobal('Node', Node);
vi.stubGlobal('document', document);

function kindOf(name: string): TeachableKind {
  const kind = findTeachableKind(name);
  if (!kind) throw new Error(`${name} cannot be taught`);
  return kind;
}

/** Parts marked `data-part` on the page; a part that the kind does not have is an error of the test. */
function choose(document: Document, kind: TeachableKind) {
  return Object.fromEntries(
    kind.parts.flatMap(({ name }) => {
      const element = document.querySelector<HTMLElement>(`[data-part="${name}"]`);
      return element ? [[name, element]] : [];
    }),
  );
}

/** As a file that was exported and imported: whatever is not data is lost on the way. */
function teach(html: string, kindName: string) {
  const document = openHtml(html);
  const kind = kindOf(kindName);
  const made = makePage(kind, choose(document, kind), chongqingProfile, new URL(document.URL), document);
  if (!made) return { made };
  const { origin } = new URL(document.URL);
  const taught = {
    id: crypto.randomUUID(),
    siteId: 'chongqing',
    origin,
    taughtAt: new Date().toISOString(),
    sketch: [],
  };
  const supplement = supplementSchema.parse(
    JSON.parse(JSON.stringify({ sites: [], pages: [{ ...taught, page: made.page }] })),
  );
  const profile = applySupplement(chongqingProfile, supplement);
  const detect = (other: string) => {
    const page = openHtml(other);
    return detectPage(profile, new URL(page.URL), page).page;
  };
  return { made, detect };
}

const strangeWords = `<form><p>办事员：<input name=a data-part="agentName"></p><p>通讯：<input name=b data-part="agentPhone"></p>
  <p>介质暗码：<input type=password name=c data-part="pin"> <button type=button data-part="verifyButton">核对</button></p>
  <p><button type=button data-part="runButton">续签</button></p></form>`;
const wordless = `<div id="box"><input class="f"><input class="f" data-part="agentName"><input type="text" id="ext-comp-1003" data-part="pin">
  <img src="btn_yz.gif" onclick="yz()" data-part="verifyButton"><img src="btn_gx.gif" onclick="gx()" data-part="runButton"></div>`;

describe('the renewal page', () => {
  it.each([
    ['in words of its own', strangeWords],
    ['without any words', wordless],
    [
      'two forms that say the same',
      `${strangeWords}<hr><form><p>办事员：<input></p><button type=button>续签</button></form>`,
    ],
  ])('%s', (_, html) => {
    const { made, detect } = teach(html, 'quick-renew');
    expect(made?.page.kind).toBe('quick-renew');
    const page = detect?.(html);
    if (page?.kind !== 'quick-renew') throw new Error('not recognised');
    expect(page.variant).toBe('taught');
    for (const [name, element] of Object.entries(page.fields)) expect(element?.getAttribute('data-part')).toBe(name);
    expect(Object.keys(page.fields)).toContain('runButton');
  });

  it('by its words rather than by names and places that may change', () => {
    const { made, detect } = teach(strangeWords, 'quick-renew');
    expect(made?.page.variants[0]?.fields).toMatchObject({
      agentName: { kind: 'text', words: ['办事员'] },
      runButton: { kind: 'button', words: ['续签'] },
    });
    const moved = strangeWords.replace(/name=\w/g, '').replace('<form>', '<table><tr><td><form>');
    expect(detect?.(moved)?.variant).toBe('taught');
  });

  it('not on another page, nor on the same one when a part is gone or there twice', () => {
    const { detect } = teach(strangeWords, 'quick-renew');
    expect(detect?.(strangeWords.replace('续签', '返回'))).toBeUndefined();
    expect(detect?.(strangeWords.replace('</form>', '<button type=button>续签</button></form>'))).toBeUndefined();
    const { made } = teach(strangeWords, 'quick-renew');
    const elsewhere = openHtml(strangeWords);
    const profile = { ...chongqingProfile, pages: made ? [made.page] : [] };
    const url = new URL('/another/page.jsp', elsewhere.URL);
    expect(detectPage(profile, url, elsewhere).page).toBeUndefined();
  });

  it('writes down no number that stands in a label', () => {
    const { made } = teach(strangeWords.replace('办事员：', '订单20151124000188的办事员：'), 'quick-renew');
    expect(JSON.stringify(made)).not.toContain('2015');
  });

  it('refuses what would be every page', () => {
    const page = {
      kind: 'quick-renew',
      pathPattern: '^\\/(;|\\?|$)',
      variants: [{ name: 'x', markers: [], fields: {}, optionalFields: {}, rows: {} }],
    };
    const common = {
      id: crypto.randomUUID(),
      siteId: 'chongqing',
      origin: 'http://os.ezca.org:8001',
      taughtAt: '2026-01-01T00:00:00Z',
      sketch: [],
    };
    expect(supplementSchema.safeParse({ sites: [], pages: [{ ...common, page }] }).success).toBe(false);
  });
});

describe('rows', () => {
  const row = (number: string, kind: string, state: string, link: string, mark = false) =>
    `<tr><td>${mark ? `<span data-part="orderNumber">${number}</span>` : number}</td><td ${mark ? 'data-part="kind"' : ''}>${kind}</td>
    <td ${mark ? 'data-part="state"' : ''}>${state}</td><td>${link}</td></tr>`;
  const list = (rows: string) =>
    `<table id="lb"><tr><td>编码</td><td>事项</td><td>进度</td><td></td></tr>${rows}<tr><td colspan=4>共 2 条</td></tr></table>`;
  const first = row('BG201511240001', '证书变更', '审核通过', '<a href="#" data-part="downloadLink">取证</a>', true);

  it('of orders: the first is shown, the others are found, the heading and the sum are none', () => {
    const { made, detect } = teach(list(first + row('XB201511230002', '证书新办', '审核不通过', '')), 'order-list');
    expect(made?.rowCount).toBe(2);
    const page = detect?.(list(row('GX1999000123', '证书更新', '待提交', '') + first));
    if (page?.kind !== 'order-list') throw new Error('not recognised');
    expect(readOrders(page)).toMatchObject([
      { orderNumber: 'GX1999000123', kind: '证书更新', state: '待提交' },
      { orderNumber: 'BG201511240001', kind: '证书变更', state: '审核通过' },
    ]);
    expect(page.rows.orders[1]?.optionalFields.downloadLink?.textContent).toBe('取证');
  });

  it('of materials', () => {
    const one = (name: string, mark: boolean) =>
      `<li><b ${mark ? 'data-part="name"' : ''}>${name}</b><input type=file ${mark ? 'data-part="fileInput"' : ''}></li>`;
    const html = `<ul class="cl">${one('甲', true)}${one('乙', false)}${one('丙', false)}</ul>`;
    const { made, detect } = teach(html, 'apply-upload');
    expect(made?.rowCount).toBe(3);
    expect(detect?.(html)?.kind).toBe('apply-upload');
  });
});

describe('what is meant by a click', () => {
  const document = openHtml(
    `<table><tr><td id=cell><label id=label for=i>经办人</label><input id=i></td></tr></table><a id=a onclick="x()"><b id=b>更新证书</b></a><p id=p>正文</p>`,
  );
  const get = (id: string) => document.getElementById(id) as HTMLElement;
  const part = (sort: 'box' | 'button' | 'text') => ({ name: 'x', words: '更新证书', sort });
  it.each([
    ['i', 'box', 'i'],
    ['label', 'box', 'i'],
    ['cell', 'box', 'i'],
    ['b', 'button', 'a'],
    ['p', 'text', 'p'],
    ['p', 'box', undefined],
    ['i', 'button', undefined],
  ] as const)('on %s for a %s: %s', (id, sort, expected) => {
    expect(findMeant(get(id), part(sort), listChoices(document, sort))?.id).toBe(expected);
  });

  it('guesses the one that says the part’s own words', () => {
    expect(guessChoice(listChoices(document, 'button'), part('button'))?.element.id).toBe('a');
  });
});
