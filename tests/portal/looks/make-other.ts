// Pages that are about the job and are not its page: the same words, and something missing, hidden, twice or in the wrong place.
import { layoutNames, layouts } from './look-layouts.ts';
import { nameWords, phoneWords, pinWords, renewWords, verifyWords, writeButton, writeLabel } from './look-words.ts';
import { type Random, seedRandom } from './seeded-random.ts';

function makeForm(random: Random, fields: readonly (readonly [string, string])[], buttons: readonly string[]): string {
  const layout = layouts[random.pick(layoutNames)];
  const rows = fields.map(([words, type], index) => ({
    id: `o${index}`,
    label: writeLabel(words, random),
    box: `<input type="${type}" id="o${index}">`,
  }));
  return `<form>${layout(rows, buttons.map((words, index) => writeButton(words, `b${index}`, random)).join(' '), random)}</form>`;
}

const kinds: readonly ((random: Random) => string)[] = [
  (random) =>
    `<h2>操作手册</h2><p>输入${random.pick(nameWords)}、${random.pick(phoneWords)}、${random.pick(pinWords)}后点击“${random.pick(verifyWords)}”，然后点击“${random.pick(renewWords)}”。</p><form><input name=q><input type=submit value=搜索></form>`,
  (random) =>
    makeForm(
      random,
      [
        [random.pick(nameWords), 'text'],
        [random.pick(phoneWords), 'text'],
        ['留言内容', 'text'],
      ],
      ['提交', '重置'],
    ),
  (random) =>
    makeForm(
      random,
      [
        ['手机号码', 'text'],
        ['登录密码', 'password'],
        ['验证码', 'text'],
      ],
      ['登 录', '注册'],
    ),
  (random) =>
    makeForm(
      random,
      [
        ['用户名', 'text'],
        ['PIN码', 'password'],
        ['验证码', 'text'],
      ],
      ['验证', '登录'],
    ),
  (random) =>
    makeForm(
      random,
      [
        ['原PIN码', 'password'],
        ['新PIN码', 'password'],
        ['确认新PIN码', 'password'],
      ],
      ['验证', '修改PIN码'],
    ),
  (random) =>
    makeForm(
      random,
      [
        [random.pick(nameWords), 'text'],
        [random.pick(phoneWords), 'text'],
        [random.pick(pinWords), 'password'],
      ],
      [random.pick(verifyWords), '解锁U盾'],
    ),
  (random) =>
    `<ul class="menu">${['证书新办', '证书更新', '更新证书', '证书变更', '订单查询'].map((word) => `<li><a href="/m${random.below(99)}.do">${word}</a></li>`).join('')}</ul>${makeForm(
      random,
      [
        [random.pick(nameWords), 'text'],
        [random.pick(phoneWords), 'text'],
        [random.pick(pinWords), 'password'],
      ],
      ['验证', '查询'],
    )}`,
  (random) =>
    `<ul>${Array.from({ length: 8 }, (_, index) => `<li><a href="/n/${index}.htm">${random.pick(['关于更新证书的通知', '更新证书', '变更证书', '数字证书PIN码忘记怎么办'])}</a><span>2018-0${index + 1}-11</span></li>`).join('')}</ul>`,
  (random) =>
    `<div style="display:none">${makeForm(
      random,
      [
        ['经办人姓名', 'text'],
        ['电话', 'text'],
        ['PIN码', 'password'],
      ],
      ['验证', '更新证书'],
    )}</div><p>系统维护中，请稍后再试。</p>`,
  (random) => {
    const form = makeForm(
      random,
      [
        ['经办人姓名', 'text'],
        ['电话', 'text'],
        ['PIN码', 'password'],
      ],
      ['验证', '更新证书'],
    );
    return `${form}<hr>${form}`;
  },
  (random) =>
    makeForm(
      random,
      [
        ['单位名称', 'text'],
        ['统一社会信用代码', 'text'],
        ['法人姓名', 'text'],
        ['联系电话', 'text'],
      ],
      ['保存', '返回'],
    ),
  (random) =>
    makeForm(
      random,
      [
        ['证书序列号', 'text'],
        ['证书密码', 'password'],
      ],
      ['验证', '查看证书', '下载证书'],
    ),
  (random) =>
    `<table><tr><th>订单号</th><th>商品名称</th><th>金额</th></tr><tr><td>2018${random.below(99_999)}</td><td>证书更新</td><td>0</td></tr></table>`,
];

export function makeOther(seed: number): { readonly html: string; readonly kind: number } {
  const random = seedRandom(seed + 100_000);
  const kind = seed % kinds.length;
  const content = kinds[kind]?.(random) ?? '';
  return {
    html: `<!DOCTYPE html><html><head><meta charset="UTF-8"><title>数字证书</title></head><body><div class="top">重庆市社会保险网上经办平台</div>${content}<script>before=document.documentElement.outerHTML</script></body></html>`,
    kind,
  };
}
