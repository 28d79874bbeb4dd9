// Words that a style sheet draws before or behind an element: a person reads them, and no element has them.
import { listRoots, type Root } from './open-roots.ts';

type Side = 'before' | 'after';
interface DrawnRule {
  readonly selector: string;
  readonly side: Side;
  readonly content: string;
}

/** Strings of letters, or an attribute: icons of fonts and colons say nothing. */
const saysSomething = /"[^"]*\p{L}[^"]*"|attr\(/u;
const pseudo = /::?(before|after)$/;

/** Of each style sheet what it draws, and how many rules it had then. */
const known = new WeakMap<CSSStyleSheet, { readonly count: number; readonly rules: readonly DrawnRule[] }>();
let drawn: Record<Side, Map<Element, string>> = { before: new Map(), after: new Map() };

function listRules(rules: CSSRuleList, view: Window): DrawnRule[] {
  return [...rules].flatMap((rule) => {
    if ('media' in rule && !view.matchMedia((rule.media as MediaList).mediaText).matches) return [];
    const inner = 'cssRules' in rule ? listRules(rule.cssRules as CSSRuleList, view) : [];
    if (!('selectorText' in rule) || !/before|after/.test(String(rule.selectorText))) return inner;
    const content = (rule as CSSStyleRule).style.content;
    if (!saysSomething.test(content)) return inner;
    const own = String(rule.selectorText)
      .split(',')
      .flatMap((one) => {
        const selector = one.trim();
        const side = pseudo.exec(selector)?.[1] as Side | undefined;
        const base = selector.replace(pseudo, '');
        return side && base !== '' ? [{ selector: base, side, content }] : [];
      });
    return [...inner, ...own];
  });
}

function readSheet(sheet: CSSStyleSheet, view: Window): readonly DrawnRule[] {
  try {
    const before = known.get(sheet);
    if (before?.count === sheet.cssRules.length) return before.rules;
    const rules = listRules(sheet.cssRules, view);
    known.set(sheet, { count: sheet.cssRules.length, rules });
    return rules;
  } catch {
    // Of another site: its rules are not for us.
    return [];
  }
}

const listSheets = ({ styleSheets, adoptedStyleSheets }: Root) => [
  ...(styleSheets ?? []),
  ...(adoptedStyleSheets ?? []),
];

function findAll(root: ParentNode, selector: string): Element[] {
  try {
    return [...root.querySelectorAll(selector)];
  } catch {
    return [];
  }
}

function evaluate(content: string, element: Element): string {
  const parts = content.matchAll(/"((?:[^"\\]|\\.)*)"|attr\(\s*([\w-]+)/g);
  return [...parts].map(([, text, name]) => text ?? element.getAttribute(name ?? '') ?? '').join('');
}

/** Looks anew; `readDrawn` and `listDrawn` tell from then on what was found. */
export function lookForDrawnText(document: Document): void {
  drawn = { before: new Map(), after: new Map() };
  const view = document.defaultView;
  if (!view) return;
  for (const root of listRoots(document))
    for (const { selector, side, content } of listSheets(root).flatMap((sheet) => readSheet(sheet, view)))
      for (const element of findAll(root, selector)) {
        // The rule is not the last word, where somebody can tell what was.
        const shown = view.getComputedStyle(element, `::${side}`).content || content;
        const text = evaluate(shown, element);
        if (text !== '') drawn[side].set(element, text);
      }
}

export const readDrawn = (element: Element, side: Side): string => drawn[side].get(element) ?? '';
export const listDrawn = (): readonly (readonly [Element, string])[] => [...drawn.before, ...drawn.after];
export const hasDrawn = (): boolean => drawn.before.size + drawn.after.size > 0;
