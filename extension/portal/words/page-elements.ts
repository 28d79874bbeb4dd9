// Which elements of a page are boxes, which break a line, and which are none of the page's.
import { ownAttribute } from '../change-page.ts';

const notTyped = ['hidden', 'button', 'submit', 'reset', 'image', 'checkbox', 'radio', 'range', 'color', 'file'];
const blocks = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY BR CAPTION CENTER DD DIV DL DT FIELDSET FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LEGEND
  LI MAIN NAV OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL`.split(/\s+/),
);
const silent = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE TEXTAREA SELECT OPTION BUTTON OBJECT IFRAME HEAD TITLE DESC METADATA'.split(' '),
);

/** All that holds a value; buttons, ticks and what is hidden are no boxes: see `isBox`. */
export const boxSelector = 'input, select, textarea';

/** `uni-view`, `ion-item`: what such an element is like, only its style tells. */
export const isCustom = (element: Element) => element.localName.includes('-');

function isDrawnAsBlock(element: Element): boolean {
  const display = element.ownerDocument.defaultView?.getComputedStyle(element).display ?? '';
  return !/^(inline|contents|none|$)/.test(display);
}

/** Begins and ends a line of text. */
export const isBlock = (element: Element) =>
  blocks.has(element.tagName.toUpperCase()) || (isCustom(element) && isDrawnAsBlock(element));
export const isCell = (element: Element) => /^T[DH]$/i.test(element.tagName);
/** Its text is none that a person reads, or is ours. */
export const isSilent = (element: Element) =>
  silent.has(element.tagName.toUpperCase()) || element.hasAttribute(ownAttribute);

const typeOf = (element: Element) => (element.getAttribute('type') ?? 'text').toLowerCase();

/** Types that a page gives to a box for a PIN so that no browser offers to remember it. */
const plain = ['text', 'tel', 'number', ''];
/** A script that makes a password box of it once the cursor is in it. */
const becomesPassword = /type['"]?\s*[=,]\s*['"]password/i;

/** Typed text that is shown as dots, by style or once the cursor is in it. */
function isMasked(element: Element): boolean {
  if (!plain.includes(typeOf(element))) return false;
  if (becomesPassword.test(element.getAttribute('onfocus') ?? '')) return true;
  if (/text-security\s*:\s*(disc|circle|square)/i.test(element.getAttribute('style') ?? '')) return true;
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  const security = style?.getPropertyValue('-webkit-text-security') ?? '';
  return (security !== '' && security !== 'none') || /text-security/i.test(style?.fontFamily ?? '');
}

export const isPassword = (element: Element) =>
  element.tagName.toUpperCase() === 'INPUT' && (typeOf(element) === 'password' || isMasked(element));
export const isFileBox = (element: Element) => element.tagName.toUpperCase() === 'INPUT' && typeOf(element) === 'file';
export const isSelect = (element: Element) => element.tagName.toUpperCase() === 'SELECT';

/** An input that a person types into, of whatever type the page calls it. */
export function isTyped(element: Element): boolean {
  const name = element.tagName.toUpperCase();
  if (name === 'TEXTAREA') return true;
  return name === 'INPUT' && !isPassword(element) && !notTyped.includes(typeOf(element));
}

/** A list that a script draws: nothing is typed into its box, or only to search the list. */
export const isDrawnSelect = (element: Element) =>
  isTyped(element) &&
  (element.hasAttribute('readonly') ||
    element.getAttribute('role') === 'combobox' ||
    element.getAttribute('aria-haspopup') === 'listbox');
export const isChosen = (element: Element) => isSelect(element) || isDrawnSelect(element);

export const isBox = (element: Element) =>
  isTyped(element) || isPassword(element) || isSelect(element) || isFileBox(element);
