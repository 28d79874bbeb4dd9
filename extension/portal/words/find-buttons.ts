// What a person would click, with the words on it: buttons in all the forms that pages give them, and links.

import { hasDrawn } from './drawn-text.ts';
import { isVisible } from './is-visible.ts';
import { normalizeWords } from './normalize-words.ts';
import { holds, queryAll } from './open-roots.ts';
import { isCustom, isSilent } from './page-elements.ts';
import { readLines } from './read-lines.ts';

export interface Pressable {
  readonly element: HTMLElement;
  /** All that may be read on it, normalised. */
  readonly words: readonly string[];
  /** It only leads to another page. */
  readonly isPlainLink: boolean;
}

const native = 'input, button, a, area';
const pressedTypes = /^(button|submit|image|reset)$/i;
const marked = '[role="button"], [role="link"], [role="menuitem"], [onclick], [tabindex]';
const generic = 'span, td, div, li, label, em, b, strong, font, i, u, p, img, dt, dd, th, h1, h2, h3, h4';
const buttonClass = /btn|button|\bbut\b|[-_]but\b|submit|anniu|click/i;
/** No words on a button are longer. */
const maxLength = 60;

/** What remains of a button's text beside the names by which a font draws its pictures: `print` of Material Icons. */
function withoutIcons(element: HTMLElement, text: string): string {
  const icons = [...element.querySelectorAll('i, [class*="icon" i], [aria-hidden="true"]')];
  const names = icons.map((icon) => (icon.textContent ?? '').trim()).filter((name) => /^[a-z][\w-]*$/i.test(name));
  return names.reduce((rest, name) => rest.replace(name, ' '), text);
}

function readWords(element: HTMLElement): string[] {
  const name = element.tagName.toUpperCase();
  const attribute = (key: string) => element.getAttribute(key) ?? '';
  if (name === 'INPUT') return [attribute('value'), attribute('alt'), attribute('aria-label'), attribute('title')];
  if (name === 'IMG' || name === 'AREA') return [attribute('alt'), attribute('title')];
  const lines = readLines(element);
  const pictures = [...element.querySelectorAll('img')].map((picture) => picture.getAttribute('title') ?? '');
  const described = [attribute('aria-label'), ...(lines.length === 0 ? [attribute('title'), ...pictures] : [])];
  // A tile of a menu: its name in bold, a sentence below.
  const first = element.querySelector('b, strong, h3, h4, h5, .title, .name, span');
  const whole = lines.join(' ');
  const plain = hasDrawn() ? readLines(element, { withoutDrawn: true }).join(' ') : whole;
  return [whole, plain, withoutIcons(element, whole), ...lines, ...(first ? readLines([first]) : []), ...described];
}

/** Leads somewhere, by itself: an ActiveX control can only be called by a script. */
function isPlainLink(element: HTMLElement): boolean {
  if (
    !/^A(REA)?$/i.test(element.tagName) ||
    element.hasAttribute('onclick') ||
    element.getAttribute('role') === 'button'
  )
    return false;
  const href = (element.getAttribute('href') ?? '').trim();
  if (href === '' || href.startsWith('#') || /^javascript:/i.test(href)) return false;
  return !buttonClass.test(`${element.className} ${element.id}`);
}

function isClickable(element: HTMLElement): boolean {
  if (element.matches(native) || element.matches(marked)) return true;
  if (isCustom(element) && /button|btn/.test(element.localName)) return true;
  if (buttonClass.test(element.getAttribute('class') ?? '') || buttonClass.test(element.id)) return true;
  return element.ownerDocument.defaultView?.getComputedStyle(element).cursor === 'pointer';
}

/** One of several that lie in one another and say the same: the real button, else the outermost. */
function chooseOne(nested: readonly HTMLElement[]): HTMLElement | undefined {
  return nested.find((element) => element.matches(native)) ?? nested[0];
}

/** Everything visible and clickable on which a wanted word stands; each only once. */
export function findButtons(root: Document, isWanted: (word: string) => boolean): readonly Pressable[] {
  const found: HTMLElement[] = [];
  const wordsOf = new Map<HTMLElement, readonly string[]>();
  const custom = new Set(
    queryAll(root, '*')
      .filter(isCustom)
      .map(({ localName }) => localName),
  );
  for (const element of queryAll(root, [native, marked, generic, ...custom].join())) {
    const isControl = element.matches('input, img, area');
    // A block that holds half the page is no button; what is cheap to see is looked at first.
    if (!isControl && (element.childElementCount > 8 || (element.textContent?.length ?? 0) > 300)) continue;
    if (element.tagName === 'INPUT' && !pressedTypes.test(element.getAttribute('type') ?? '')) continue;
    if (isSilent(element) && element.tagName !== 'BUTTON') continue;
    const words = [...new Set(readWords(element).map((text) => (text.length > maxLength ? '' : normalizeWords(text))))];
    if (!words.some((word) => word !== '' && isWanted(word)) || !isClickable(element) || !isVisible(element)) continue;
    found.push(element);
    wordsOf.set(element, words);
  }
  const outermost = found.filter((element) => !found.some((other) => other !== element && holds(other, element)));
  return outermost.flatMap((outer) => {
    const inside = found.filter((element) => holds(outer, element));
    const leaves = inside.filter((element) => !inside.some((other) => other !== element && holds(element, other)));
    // Several buttons in one clickable row are several.
    const groups = leaves.length > 1 ? leaves.map((leaf) => [leaf]) : [inside];
    return groups.flatMap((group) => {
      const element = chooseOne(group);
      const words = element && wordsOf.get(element);
      return element && words ? [{ element, words, isPlainLink: isPlainLink(element) }] : [];
    });
  });
}
