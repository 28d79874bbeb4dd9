// How a part that somebody pointed at is found again: by its words where they are unique, else by the most stable selector.
import { finder } from '@medv/finder';
import { findButtons, type Pressable } from '../words/find-buttons.ts';
import { listBoxes } from '../words/list-boxes.ts';
import { listLabels } from '../words/list-labels.ts';
import { isBox, isFileBox, isPassword, isSelect } from '../words/page-elements.ts';
import { scanPage } from '../words/scan-page.ts';
import type { Locator, WordLocator } from '../words/word-locator.ts';

/** Words that are no part of a page but of what is on it now: numbers, and sentences. */
const isLabelLike = (words: string) => words.length >= 2 && words.length <= 24 && !/\d{4}/.test(words);

function boxKind(box: Element): WordLocator['kind'] {
  if (isPassword(box)) return 'password';
  if (isFileBox(box)) return 'file';
  return isSelect(box) ? 'select' : 'text';
}

/** All that a person could press, with the words on it. */
export const listButtons = (document: Document): readonly Pressable[] => findButtons(document, () => true);

function listWordLocators(element: HTMLElement): WordLocator[] {
  const { ownerDocument } = element;
  if (isBox(element)) {
    const labels = listLabels(element, new Set(listBoxes(ownerDocument)));
    return labels.filter(isLabelLike).map((words) => ({ kind: boxKind(element), words: [words] }));
  }
  const button = listButtons(ownerDocument).find((one) => one.element === element);
  const kind = button?.isPlainLink ? 'link' : 'button';
  return (button?.words ?? []).filter(isLabelLike).map((words) => ({ kind, words: [words] }));
}

function isUnique(locator: WordLocator, element: HTMLElement): boolean {
  const found = scanPage(element.ownerDocument, [locator]).locate(locator);
  return found.length === 1 && found[0]?.element === element;
}

/** Names that a program makes up anew each time, that say a state, or that hold a number of somebody. */
const isMadeUp = /\d{3}|[0-9a-f]{8}|^[:_]|^(ng|v|ext|el|rc|mui|yui)-|gen\d|hover|active|focus|disabled|error|selected/i;
const isStable = (name: string) => !isMadeUp.test(name) && name.length <= 60;
const attributes = ['name', 'type', 'alt', 'src', 'onclick', 'role', 'for'];

function trySelector(element: Element, isAttributeUsed: (name: string, value: string) => boolean): string | undefined {
  try {
    const selector = finder(element, {
      // It takes a document as well, and is then right in every window.
      root: element.ownerDocument as unknown as Element,
      idName: isStable,
      className: isStable,
      attr: isAttributeUsed,
      timeoutMs: 1_500,
    });
    const found = element.ownerDocument.querySelectorAll(selector);
    return selector.length <= 500 && found.length === 1 && found[0] === element ? selector : undefined;
  } catch {
    // It found none.
    return undefined;
  }
}

/** @returns a selector that matches the element alone; undefined where there is none */
export function makeSelector(element: Element): string | undefined {
  const isTelling = (name: string, value: string) =>
    attributes.includes(name) && isStable(value) && !value.includes('?');
  return trySelector(element, isTelling) ?? trySelector(element, () => false);
}

export function makeLocator(element: HTMLElement): Locator | undefined {
  return listWordLocators(element).find((locator) => isUnique(locator, element)) ?? makeSelector(element);
}
