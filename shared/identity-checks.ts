// Checks on the numbers and addresses that a clerk types about persons: pure, the same wherever a form asks.
import { stripInvisible } from './strip-invisible.ts';

/** Invisible marks go, full-width digits and signs become ASCII, every dash becomes `-`. */
function foldWidth(text: string): string {
  return stripInvisible(text)
    .normalize('NFKC')
    .replace(/[\p{Dash_Punctuation}―−⁃]/gu, '-');
}

/**
 * The eleven digits of a mainland mobile number, or undefined.
 * Spaces, dashes and a leading +86 or 0086 are tolerated.
 */
export function normalizeMobile(text: string): string | undefined {
  const digits = foldWidth(text)
    .replace(/[\s-]/g, '')
    .replace(/^\(?(?:\+|00)86\)?/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined;
}

/**
 * A landline with its area code, written `023-63456789` (with `-` and the extension if there is one), or undefined.
 * Area codes 010 and 02x have three digits, all others four.
 */
function normalizeLandline(text: string): string | undefined {
  const folded = foldWidth(text)
    .trim()
    .replace(/^(?:\+|00)86[\s-]*0?/, '0')
    .replace(/^\((0\d{2,3})\)/, '$1');
  const match = /^0(10|2\d|[3-9]\d{2})[\s-]*(\d{4})[\s-]*(\d{3,4})(?:[\s-]*(?:转|ext\.?|x|#|-)\s*(\d{1,6}))?$/i.exec(
    folded,
  );
  if (!match) return undefined;
  const [, area, first, last, extension] = match;
  const number = `0${area}-${first}${last}`;
  return extension === undefined ? number : `${number}-${extension}`;
}

/** A firm's number without area code, written `400-820-8820` (with `-` and the extension if there is one), or undefined. */
function normalizeServiceNumber(text: string): string | undefined {
  const match = /^([48]00)(\d{3})(\d{4})(?:(?:转|ext\.?|x|#)(\d{1,6}))?$/i.exec(
    foldWidth(text)
      // An extension after a bare dash is told from the number's own dashes by where it stands.
      .replace(/^((?:[\s-]*\d){10})\s*-\s*(\d{1,6})\s*$/, '$1#$2')
      .replace(/[\s-]/g, ''),
  );
  if (!match) return undefined;
  const [, prefix, first, last, extension] = match;
  const number = `${prefix}-${first}-${last}`;
  return extension === undefined ? number : `${number}-${extension}`;
}

/** A telephone number on which a clerk can be reached: mobile, landline, 400 or 800, in its normal form, or undefined. */
export function normalizePhone(text: string): string | undefined {
  return normalizeMobile(text) ?? normalizeLandline(text) ?? normalizeServiceNumber(text);
}

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const identityCheckCharacters = '10X98765432';

function isRealBirthDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number) as [
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isCalendarDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isCalendarDay && year >= 1800 && date.getTime() <= Date.now();
}

/**
 * The 18 characters of an 身份证 number (GB 11643), spaces taken out and X in upper case; undefined when the
 * check character is wrong or the birth date none of the calendar's past days.
 */
export function normalizeIdentityNumber(text: string): string | undefined {
  const number = foldWidth(text).replace(/\s/g, '').toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(number) || !isRealBirthDate(number.slice(6, 14))) return undefined;
  const sum = identityWeights.reduce((total, weight, index) => total + weight * Number(number.charAt(index)), 0);
  return number.charAt(17) === identityCheckCharacters.charAt(sum % 11) ? number : undefined;
}

/** A passport's or permit's number in upper case without spaces, or undefined: 5 to 20 letters and digits, brackets as in Hong Kong's. */
export function normalizeDocumentNumber(text: string): string | undefined {
  const number = foldWidth(text).replace(/\s/g, '').toUpperCase();
  return /^(?=.*\d)[A-Z0-9()-]{5,20}$/.test(number) ? number : undefined;
}

/** A mail address without its outer spaces, or undefined. No quoted local part, no bare host: such an address is a typing error here. */
export function normalizeEmail(text: string): string | undefined {
  const address = foldWidth(text).trim();
  const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
  const pattern = new RegExp(`^[\\w!#$%&'*+/=?^{|}~-]+(?:\\.[\\w!#$%&'*+/=?^{|}~-]+)*@(?:${label}\\.)+[A-Za-z]{2,24}$`);
  return address.length <= 100 && address.indexOf('@') <= 64 && pattern.test(address) ? address : undefined;
}
