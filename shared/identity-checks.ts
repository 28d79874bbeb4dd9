// Checks on what a clerk types about persons: pure, the same wherever a form asks.

/** Full-width digits and signs become ASCII; every dash becomes `-`. */
function foldWidth(text: string): string {
  return text.normalize('NFKC').replace(/[‐‑‒–—―−]/g, '-');
}

/**
 * The eleven digits of a mainland mobile number, or undefined.
 * Spaces, dashes and a leading +86 or 0086 are tolerated (FIELD §9).
 */
export function normalizeMobile(text: string): string | undefined {
  const digits = foldWidth(text)
    .replace(/[\s-]/g, '')
    .replace(/^(?:\+|00)86/, '');
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

/** A telephone number on which a clerk can be reached: mobile or landline, in its normal form, or undefined. */
export function normalizePhone(text: string): string | undefined {
  return normalizeMobile(text) ?? normalizeLandline(text);
}

/** A person's name with its outer spaces removed, or undefined when it cannot be one (digits, signs, 1 or over 40 characters). */
export function normalizePersonName(text: string): string | undefined {
  const name = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  return /^[\p{L}\p{M}][\p{L}\p{M}·•.' -]{1,39}$/u.test(name) ? name : undefined;
}
