// What is left of a label when everything is taken off that a person reads over: blanks, width, marks, notes, politeness.

const notes = /\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>/g;
/** 请输入经办人的真实姓名 and 经办人姓名 are the same label. */
const fillers =
  /请?(?:您)?(?:在此|在下方)?(?:正确)?(?:地)?(?:输入|填写|选择|录入|填入|键入)|请(?=点击)|您的|你的|真实|有效的?|正确的?|必填项?|必输项?|必选项?|选填|的/g;
const step = /^(?:第[一二三四五六七八九十\d]+步|步骤[一二三四五六七八九十\d]+|\d+)/;
/** Blanks, punctuation, arrows, icons of icon fonts and marks without width. */
const marks = /[\s\p{P}\p{S}\p{C}\p{M}]/gu;

const known = new Map<string, string>();

function strip(text: string): string {
  // Blanks first: 真 实 姓 名 is set wide.
  const bare = text.replace(marks, '').replace(fillers, '');
  return bare.replace(step, '') || bare;
}

/** '' for a text that says nothing: an asterisk, a colon, an icon. */
export function normalizeWords(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const plain = text.normalize('NFKC').toLowerCase();
  // 【更新证书】 is a button; 电话（必填） is a label with a note.
  const result = strip(plain.replace(notes, ' ')) || strip(plain);
  if (known.size > 5_000) known.clear();
  known.set(text, result);
  return result;
}

/** A whole page's text in the same manner, with and without its notes: a word that is not in it stands nowhere on the page. */
export function flattenText(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  const flatten = (one: string) => one.replace(marks, '').replace(fillers, '');
  return `${flatten(plain)} ${flatten(plain.replace(/\([^()]{0,30}\)|\[[^[\]]{0,30}\]|【[^【】]{0,30}】/g, ''))}`;
}
