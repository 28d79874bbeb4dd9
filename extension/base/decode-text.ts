// A text file's characters, whichever encoding a Windows editor saved it in.

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Letters of UTF-8 that hardly any Chinese file holds: neither pinyin nor any sign of GB 2312. 司 of 公司 in GBK looks like one. */
const rareInChina =
  /[\u0180-\u01cc\u01dd-\u0250\u0252-\u0260\u0262-\u02c6\u02cc-\u02d8\u02da-\u036f\u0500-\u05ff\u0700-\u07ff]/g;
/** Han, its punctuation and kana, the scripts of China's other peoples, emoji: what shows that UTF-8 was meant. */
const usualInChina =
  /[\u2000-\u27bf\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\p{Script=Tibetan}\p{Script=Mongolian}\p{Script=Yi}\p{Emoji_Presentation}]/gu;

const count = (text: string, signs: RegExp) => text.match(signs)?.length ?? 0;

/**
 * Pairs of GBK can be letters of UTF-8 by chance: of Greek, Cyrillic or of far scripts, or signs that nobody assigned.
 * Rare letters tell it only where they are many: one in a foreigner's name does not make a long file GBK.
 */
function isUtf8ByChance(text: string): boolean {
  return /[\u0100-\u{10ffff}]/u.test(text) && count(text, rareInChina) * 4 >= count(text, usualInChina);
}

/** By its mark; without one by its first character, which is ASCII in all our files: its other byte is 0. */
function guessUtf16([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return second === 0 && first !== undefined && first !== 0 ? 'utf-16le' : undefined;
}

/**
 * Decodes UTF-8, UTF-16 (Notepad's "Unicode") and, where it is neither, GB18030 (Notepad's "ANSI" on Chinese Windows).
 * A byte order mark is taken out. Never throws: what no encoding explains becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = guessUtf16(bytes);
  if (utf16) return decode(bytes, utf16);
  if (!isUtf8(bytes)) return decode(bytes, 'gb18030');
  const text = decode(bytes, 'utf-8');
  if (!isUtf8ByChance(text)) return text;
  const asGb18030 = decode(bytes, 'gb18030');
  return asGb18030.includes('\ufffd') ? text : asGb18030;
}
