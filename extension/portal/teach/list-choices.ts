// What a part may be: the elements of that sort on the page, and what to call each.

import { listBoxes } from '../words/list-boxes.ts';
import { listLabels } from '../words/list-labels.ts';
import { normalizeWords } from '../words/normalize-words.ts';
import { isBox } from '../words/page-elements.ts';
import { readLines } from '../words/read-lines.ts';
import { listButtons } from './make-locator.ts';
import type { TeachablePart } from './teachable-kinds.ts';

export interface Choice {
  readonly element: HTMLElement;
  /** What stands with it or on it; '' where nothing does. */
  readonly words: string;
}

const cut = (text: string) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);

/** Every element of the page that a part of that sort may be. Texts are not listed: they are pointed at. */
export function listChoices(document: Document, sort: TeachablePart['sort']): readonly Choice[] {
  if (sort === 'button')
    return listButtons(document).map(({ element, words }) => ({ element, words: cut(words.find(Boolean) ?? '') }));
  if (sort === 'text') return [];
  const boxes = listBoxes(document);
  const all = new Set(boxes);
  return boxes.map((element) => ({ element, words: cut(listLabels(element, all)[0] ?? '') }));
}

/** The one of them whose words are the part's own. */
export function guessChoice(choices: readonly Choice[], part: TeachablePart): Choice | undefined {
  const wanted = part.words.split(/[/：]/).map(normalizeWords);
  const fitting = choices.filter(({ words }) => wanted.includes(normalizeWords(words)));
  return fitting.length === 1 ? fitting[0] : undefined;
}

const clickable = 'a, button, input, area, [role="button"], [onclick], [tabindex]';

/** What a person means who clicks there: the box in the cell, the button around its words. Undefined where no such thing is. */
export function findMeant(
  clicked: Element,
  { sort }: TeachablePart,
  choices: readonly Choice[],
): HTMLElement | undefined {
  if (sort === 'text') {
    const lines = readLines([clicked]);
    return lines.length > 0 && lines.join('').length < 200 && !isBox(clicked) ? (clicked as HTMLElement) : undefined;
  }
  const own = choices.find(({ element }) => element === clicked || element.contains(clicked));
  if (own) return own.element;
  const label = clicked.closest('label');
  const control = sort === 'box' ? label?.control : undefined;
  if (control && choices.some(({ element }) => element === control)) return control;
  const inside = choices.filter(({ element }) => clicked.contains(element));
  if (inside.length === 1) return inside[0]?.element;
  // A picture without words is a button, too, if somebody says so.
  if (sort !== 'button') return undefined;
  const button = clicked.closest<HTMLElement>(clickable) ?? clicked.closest<HTMLElement>('img, span, td, div');
  return button && !isBox(button) && button.childElementCount < 8 ? button : undefined;
}
