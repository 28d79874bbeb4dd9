// Finds elements by a profile's selectors, with the count that the profile expects.

export interface SelectorMismatch {
  readonly selector: string;
  readonly expected: number;
  readonly found: number;
}

/** What is wrong with the number of elements that `selector` (and, if given, `text`) matches, or undefined when it is right. */
export function compareCount(
  root: ParentNode,
  marker: { readonly selector: string; readonly count: number; readonly text?: string | undefined },
): SelectorMismatch | undefined {
  const { selector, count, text } = marker;
  const found = [...root.querySelectorAll(selector)].filter(
    (element) => text === undefined || element.textContent?.includes(text),
  ).length;
  return found === count ? undefined : { selector, expected: count, found };
}

/** The element that `selector` matches, or undefined when there is none; a mismatch when there are several. */
export function findOptional(root: ParentNode, selector: string): HTMLElement | SelectorMismatch | undefined {
  const elements = root.querySelectorAll<HTMLElement>(selector);
  return elements.length > 1 ? { selector, expected: 1, found: elements.length } : elements[0];
}

/** The one element that `selector` matches; a mismatch when it is not exactly one. */
export function findOne(root: ParentNode, selector: string): HTMLElement | SelectorMismatch {
  return findOptional(root, selector) ?? { selector, expected: 1, found: 0 };
}
