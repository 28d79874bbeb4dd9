// 统一社会信用代码 (GB 32100-2015): the form and check character of a unit's 18-character code.
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * True for 18 characters of the code's alphabet, whatever the last one is. Some codes given out before the standard's
 * check character was enforced (2016) are genuine and fail it.
 */
export function hasCreditCodeForm(text: string): boolean {
  return text.length === 18 && [...text].every((character) => alphabet.includes(character));
}

/** True for 18 characters of the code's alphabet whose last one is the right check character. */
export function isCreditCode(text: string): boolean {
  if (!hasCreditCodeForm(text)) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(text.charAt(index)), 0);
  return text.charAt(17) === alphabet.charAt((31 - (sum % 31)) % 31);
}

/**
 * True for what nobody would take for another number, though its check character is wrong: in place are the digits of the
 * administrative division, and the organisation's own part has a letter, which an identity number has not.
 */
export function readsAsCreditCode(text: string): boolean {
  return hasCreditCodeForm(text) && /^[1-9ANY][1-9]\d{6}(?=[0-9A-Z]{0,8}[A-Z][0-9A-Z])/.test(text);
}
