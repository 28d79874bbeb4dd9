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

/** The one element that `selector` matches; a mismatch when it is not exactly one. */
export function findOne(root: ParentNode, selector: string): HTMLElement | SelectorMismatch {
  const elements = root.querySelectorAll<HTMLElement>(selector);
  const [element] = elements;
  return element && elements.length === 1 ? element : { selector, expected: 1, found: elements.length };
}
