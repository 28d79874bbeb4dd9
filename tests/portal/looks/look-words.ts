// How pages of this kind word the parts of the job, and how they write the words.
import type { Random } from './seeded-random.ts';

type Words = readonly [string, ...string[]];

export const nameWords: Words = [
  '经办人姓名',
  '经办人',
  '经办人员姓名',
  '经办人员',
  '姓名',
  '联系人姓名',
  '办理人姓名',
  '经办人真实姓名',
];
export const phoneWords: Words = [
  '电话',
  '联系电话',
  '手机号码',
  '手机号',
  '经办人电话',
  '经办人手机号码',
  '联系人电话',
  '电话号码',
];
export const pinWords: Words = [
  'PIN码',
  'Pin码',
  'PIN 码',
  'ＰＩＮ码',
  'U盾PIN码',
  'UKey密码',
  '证书密码',
  'PIN密码',
  'U盾密码',
  'PIN',
];
export const verifyWords: Words = ['验证', '校验', '验 证', '立即验证', '验证PIN码'];
export const renewWords: Words = [
  '更新证书',
  '证书更新',
  '更 新 证 书',
  '立即更新证书',
  '更新数字证书',
  '确认更新证书',
];

/** With blanks between, a star, a colon, a note: as it stands on a page. */
export function writeLabel(words: string, random: Random): string {
  const wide = random.chance(15) ? [...words].join(random.pick(['&nbsp;', ' ', '　'])) : words;
  const star = random.pick([
    '',
    '',
    '*',
    '<font color="red">*</font>',
    '<span class="must">*</span>&nbsp;',
    '<i>＊</i>',
  ]);
  const note = random.pick(['', '', '', '（必填）', '(必填项)', '<small>(与申请表一致)</small>']);
  const colon = random.pick(['', '：', ':', ' ：', '&nbsp;:&nbsp;']);
  return random.chance(70) ? `${star}${wide}${note}${colon}` : `${wide}${note}${colon}${star}`;
}

export function writeButton(words: string, part: string, random: Random): string {
  const mark = `data-part="${part}"`;
  const icon = random.pick([
    '',
    '',
    '<i class="icon"></i> ',
    '<span class="glyphicon glyphicon-ok"></span>&nbsp;',
    '&#xe605; ',
    '▶ ',
  ]);
  const forms: readonly [string, ...string[]] = [
    `<input type="button" value="${words}" class="btn" ${mark}>`,
    `<input type=button value=" ${words} " onclick="f()" ${mark}>`,
    `<button type="button" ${mark}>${icon}${words}</button>`,
    `<button class="layui-btn" lay-submit ${mark}>${icon}<span>${words}</span></button>`,
    `<a href="javascript:void(0)" class="btn" ${mark}>${icon}${words}</a>`,
    `<a href="#" onclick="f();return false;" ${mark}><span>${words}</span></a>`,
    `<a class="easyui-linkbutton l-btn" href="javascript:;" ${mark}><span class="l-btn-left"><span class="l-btn-text">${words}</span></span></a>`,
    `<img src="/none.gif" width="80" height="24" alt="${words}" style="cursor:pointer" onclick="f()" ${mark}>`,
    `<input type="image" src="/none.gif" alt="${words}" width="80" height="24" onclick="return false" ${mark}>`,
    `<span class="btn" onclick="f()" ${mark}>${icon}${words}</span>`,
    `<div role="button" tabindex="0" ${mark}>${words}</div>`,
    `<a href="###" ${mark}><b>【${words}】</b></a>`,
    `<a href="javascript:f()" title="${words}" style="display:inline-block" ${mark}><img src="/none.gif" width="80" height="24" alt="${words}"></a>`,
  ];
  return random.pick(forms);
}
