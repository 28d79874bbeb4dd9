// A person's name as it may be typed, pasted or read, in the one writing that forms and comparisons use.
import { stripInvisible } from './strip-invisible.ts';

/** Dots that keyboards, phones and old programs put between the parts of a name, for U+00B7. */
const middleDots = /\s?[·•‧∙⋅・⸱᛫●⦁˙]\s?/gu;
/** A dot of Latin script between two Han characters is the same middle dot, typed with the wrong key. */
const dotBetweenHan = /(?<=\p{Script=Han})\s?[.．﹒]\s?(?=\p{Script=Han})/gu;
const apostrophes = /[’‘ʼʹ´`′]/gu;
/** A circle beside a Han character is 〇, which many input methods hide. */
const circle = /(?<=[\p{Script=Han}〇])[○◯]|[○◯](?=[\p{Script=Han}〇])/gu;

/**
 * The name with middle dots as `·`, apostrophes as `'`, compatibility forms folded (NFKC) and single spaces; or undefined
 * when it cannot be a name: digits, other signs, 1 or over 40 characters.
 */
export function normalizePersonName(text: string): string | undefined {
  const name = stripInvisible(text)
    // Before NFKC, which would take an acute accent for a space.
    .replace(apostrophes, "'")
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(circle, '〇')
    .replace(middleDots, '·')
    .replace(dotBetweenHan, '·');
  return /^[\p{L}\p{M}〇][\p{L}\p{M}〇·.' -]{1,39}$/u.test(name) ? name : undefined;
}
