// The renewal page in a look of its own for every number: as a page that nobody has prepared us for.
import { type LookRow, layoutNames, layouts } from './look-layouts.ts';
import { nameWords, phoneWords, pinWords, renewWords, verifyWords, writeButton, writeLabel } from './look-words.ts';
import { type Random, seedRandom } from './seeded-random.ts';

export interface Look {
  /** The document in which the form stands. */
  readonly html: string;
  readonly charset: 'GBK' | 'UTF-8';
  /** How many frames lie around it. */
  readonly frames: 0 | 1 | 2;
  /** What it is made of, for whoever looks into a failure. */
  readonly traits: string;
}

const menu = `<div class="nav"><a href="/">首页</a> <a href="/zsxb.do">证书新办</a> <a href="/zsgx.do">证书更新</a> <a href="/zsbg.do">证书变更</a></div>
<form action="/s"><input name="q" title="站内搜索"><input type="submit" value="搜索"></form>`;
const notes = `<div class="tips">操作说明：1. 请插入U盾，使用IE浏览器兼容模式；2. 输入经办人姓名、电话、PIN码后点击“验证”，然后点击“更新证书”；3. 期间不要拔出U盾。</div>`;

function makeRow(part: string, words: string, type: string, random: Random, asPlaceholder: boolean): LookRow {
  const id = `t${random.below(9000)}_${part}`;
  const hint = asPlaceholder ? ` placeholder="请输入${words}"` : '';
  const after = random.pick(['', '', ' <font color="red">*</font>', '<span class="hint">请正确填写</span>']);
  return {
    id,
    label: asPlaceholder ? '' : writeLabel(words, random),
    box: `<input type="${type}" id="${id}" name="${id}" data-part="${part}"${hint}>${after}`,
  };
}

/** Draws the form late or again and again, as scripts of such pages do. */
function wrapInScript(form: string, mode: 'late' | 'redrawn'): string {
  const text = JSON.stringify(form).replaceAll('</', '<\\/');
  const draw = `document.getElementById("main").innerHTML=${text};`;
  return `<div id="main">正在加载…</div><script>function draw(){${draw}} setTimeout(draw,400);${mode === 'redrawn' ? 'setInterval(draw,2000);' : ''}</script>`;
}

/** @param isDrawn false leaves out the scripts that draw late: for a document in which scripts do not run */
export function makeLook(seed: number, isDrawn = true): Look {
  const random = seedRandom(seed);
  const layout = layoutNames[seed % layoutNames.length] ?? 'plainTable';
  const asPlaceholder = !['headAbove', 'divRows', 'labelsFor'].includes(layout) && random.chance(12);
  const rows = [
    makeRow('name', random.pick(nameWords), 'text', random, asPlaceholder),
    makeRow('phone', random.pick(phoneWords), random.pick(['text', 'text', 'tel']), random, asPlaceholder),
    makeRow('pin', random.pick(pinWords), 'password', random, asPlaceholder),
  ];
  const verify = writeButton(random.pick(verifyWords), 'verify', random);
  const run = writeButton(random.pick(renewWords), 'run', random);
  const [pin] = rows.slice(-1);
  const isBeside = random.chance(40) && pin !== undefined && layout !== 'labelsFor';
  const placed = isBeside ? [...rows.slice(0, -1), { ...pin, box: `${pin.box} ${verify}` }] : rows;
  const buttons = isBeside ? run : `${verify}${random.pick(['', ' ', '&nbsp;&nbsp;', '　'])}${run}`;
  const bare = layouts[layout](placed, buttons, random);
  const form =
    layout === 'aspNet' || random.chance(30) ? bare : `<form name="f${seed}" onsubmit="return false">${bare}</form>`;
  const mode = random.pick(['plain', 'plain', 'plain', 'late', 'redrawn']);
  const body = isDrawn && mode !== 'plain' ? wrapInScript(form, mode as 'late' | 'redrawn') : form;
  const charset = random.pick(['GBK', 'UTF-8'] as const);
  const doctype = random.pick([
    '',
    '<!DOCTYPE html>',
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">',
  ]);
  const frames = random.pick([0, 0, 0, 1, 2] as const);
  const around = random.chance(50);
  return {
    html: `${doctype}<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><title>证书更新</title></head><body>${around ? menu : ''}<div class="wrap">${body}</div>${around ? notes : ''}<script>function f(){alert("请使用IE浏览器兼容模式");}</script></body></html>`,
    charset,
    frames,
    traits: JSON.stringify({ seed, layout, mode, frames, charset, asPlaceholder, isBeside, quirks: doctype === '' }),
  };
}
