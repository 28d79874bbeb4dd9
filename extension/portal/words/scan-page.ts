// One look at a document for all locators: what stands where, found out once and only when somebody asks.
import { matchesPattern } from '../bounded-pattern.ts';
import { listDrawn, lookForDrawnText } from './drawn-text.ts';
import { findButtons, type Pressable } from './find-buttons.ts';
import { type FoundText, findTexts, findValues } from './find-texts.ts';
import { isVisible } from './is-visible.ts';
import { listBoxes } from './list-boxes.ts';
import { type Labels, readLabels } from './list-labels.ts';
import { flattenText, normalizeWords } from './normalize-words.ts';
import { holds, listRoots, parentOf, queryAll } from './open-roots.ts';
import { isChosen, isFileBox, isPassword, isTyped } from './page-elements.ts';
import { readOwnText } from './read-lines.ts';
import type { WordLocator } from './word-locator.ts';

export interface Candidate {
  readonly element: HTMLElement;
  /** Which entry of the locator's words it was found by: the lower, the better. */
  readonly rank: number;
}

/** From here on a value has its label and not its pattern: a word of the site that nobody has told us. */
export const unfitRank = 50;

export interface PageScan {
  readonly document: Document;
  /** Every element that the locator may mean, in the page's order. */
  locate(locator: WordLocator): readonly Candidate[];
  /** False where the words of a locator stand nowhere in the document, seen or hidden: cheap. */
  mayHold(locator: WordLocator): boolean;
  readonly countPasswords: (within: Element) => number;
}

const splitWords = (entry: string) =>
  entry
    .split('|')
    .map(normalizeWords)
    .filter((word) => word !== '');

function rankOf({ words }: WordLocator, said: readonly string[]): number {
  return words.findIndex((entry) => splitWords(entry).some((word) => said.includes(word)));
}

/** The label of a scan goes on with notes and names of samples. */
function rankOfBeginning({ words }: WordLocator, said: readonly string[]): number {
  return words.findIndex((entry) => splitWords(entry).some((word) => said.some((text) => text.startsWith(word))));
}

const menus = 'nav, [role="navigation"], [role="menu"], [role="menubar"], [role="tablist"], [role="tree"]';
const boxTests = { text: isTyped, password: isPassword, select: isChosen, file: isFileBox } as const;

function readSoup(document: Document): string {
  const attributes = ['value', 'alt', 'title', 'placeholder', 'aria-label'];
  const described = queryAll(document, attributes.map((name) => `[${name}]`).join(','));
  const values = described.flatMap((element) =>
    attributes.map((name) => (name === 'value' && !element.matches('input') ? '' : (element.getAttribute(name) ?? ''))),
  );
  const drawn = listDrawn().map(([, text]) => text);
  const texts = listRoots(document).map((root) => ('body' in root ? root.body : root)?.textContent ?? '');
  return flattenText(`${texts.join(' ')} ${values.join(' ')} ${drawn.join(' ')}`);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** @param locators all that will be asked for: what none of them names is not looked at */
export function scanPage(document: Document, locators: readonly WordLocator[]): PageScan {
  const wordsOf = (...kinds: readonly WordLocator['kind'][]) =>
    new Set(locators.filter(({ kind }) => kinds.includes(kind)).flatMap(({ words }) => words.flatMap(splitWords)));
  lookForDrawnText(document);
  const soup = once(() => readSoup(document));
  const boxes = once(() => new Set(listBoxes(document)));
  const labels = new Map<HTMLElement, Labels>();
  const labelsOf = (box: HTMLElement) => {
    const known = labels.get(box);
    if (known) return known;
    const { labels: said, readCaptions } = readLabels(box, boxes());
    const read = { labels: said, readCaptions: once(readCaptions) };
    labels.set(box, read);
    return read;
  };
  const buttons = once((): readonly Pressable[] => {
    const wanted = wordsOf('button', 'link');
    return findButtons(document, (word) => wanted.has(word));
  });
  const texts = once((): readonly FoundText[] => findTexts(document, wordsOf('label', 'value', 'group')));
  // By themselves: the names of the jobs are values on other pages.
  const headings = once((): readonly FoundText[] => findTexts(document, wordsOf('heading')));
  const isLabel = (cell: Element) => texts().some(({ element }) => cell === element || cell.contains(element));

  function locateBoxes(locator: WordLocator): Candidate[] {
    const isMeant = boxTests[locator.kind as keyof typeof boxTests];
    const isFile = locator.kind === 'file';
    const rank = isFile ? rankOfBeginning : rankOf;
    const meant = [...boxes()].filter(isMeant);
    const findBy = (read: (labels: Labels) => readonly string[]) => (element: HTMLElement) => {
      const found = rank(locator, read(labelsOf(element)));
      return found < 0 ? [] : [{ element, rank: found }];
    };
    const byLabel = findBy(({ labels: said }) => said);
    const byCaption = findBy(({ readCaptions }) => readCaptions());
    const found = meant.flatMap(byLabel);
    if (found.length > 0 && !isFile) return found;
    return meant.flatMap((element) => [...byLabel(element), ...byCaption(element)].slice(0, 1));
  }

  function locateValues(locator: WordLocator): Candidate[] {
    const fits = (text: string) => (locator.patterns ?? ['']).some((pattern) => matchesPattern(pattern, text, 'i'));
    const isFitting = (element: HTMLElement) =>
      [element.textContent ?? '', readOwnText(element)].some((text) => fits(text.replace(/\s+/g, ' ').trim()));
    const labelled = texts().flatMap((label) => {
      const rank = rankOf(locator, [label.word]);
      return rank < 0 ? [] : findValues(label, isLabel).map((element) => ({ element, rank }));
    });
    const fitting = labelled.map(({ element, rank }): Candidate => {
      if (isFitting(element)) return { element, rank };
      const inside = [...element.querySelectorAll<HTMLElement>('*')].find(isFitting);
      return inside ? { element: inside, rank } : { element, rank: rank + unfitRank };
    });
    if (fitting.some(({ rank }) => rank < unfitRank) || locator.patterns === undefined) return fitting;
    const all = queryAll(document, 'span, td, div, li, p, b, em, i, strong, font, a, dd, label');
    const bare = all.filter((element) => (element.textContent?.length ?? 0) < 120 && isFitting(element));
    const smallest = bare
      .filter((element) => !bare.some((other) => other !== element && element.contains(other)) && isVisible(element))
      .map((element) => ({ element, rank: locator.words.length }));
    return [...smallest, ...fitting];
  }

  function locateGroups({ words }: WordLocator): Candidate[] {
    const [first = [], ...others] = words.map((entry) => {
      const alternatives = splitWords(entry);
      return texts().filter(({ word }) => alternatives.includes(word));
    });
    const groups = first.flatMap(({ element }) => {
      let group: HTMLElement | null = element;
      while (group && !others.every((found) => found.some((one) => group && holds(group, one.element))))
        group = parentOf(group);
      return group ? [group] : [];
    });
    const smallest = groups.find((group) => !groups.some((other) => other !== group && group.contains(other)));
    const whole = smallest?.closest<HTMLElement>('tr, tbody') ? smallest.closest<HTMLElement>('table') : smallest;
    return whole && !/^(body|html)$/i.test(whole.tagName) ? [{ element: whole, rank: 0 }] : [];
  }

  /** One of several jobs to choose from. */
  function isMenuEntry(element: HTMLElement, words: readonly string[], others: readonly string[]): boolean {
    if (element.closest(menus)) return true;
    return buttons().some((other) => {
      if (other.element === element || !other.words.some((word) => others.includes(word) && !words.includes(word)))
        return false;
      let around = parentOf(element);
      while (around && !holds(around, other.element)) around = parentOf(around);
      return around !== null && ![...boxes()].some((box) => holds(around, box));
    });
  }

  function locate(locator: WordLocator): readonly Candidate[] {
    const { kind, notBeside } = locator;
    const others = notBeside?.flatMap(splitWords);
    if (kind === 'value') return locateValues(locator);
    if (kind === 'group') return locateGroups(locator);
    if (kind === 'label' || kind === 'heading')
      return (kind === 'label' ? texts() : headings()).flatMap(({ element, word }) => {
        if (element.closest('a, button')) return [];
        const rank = rankOf(locator, [word]);
        return rank < 0 ? [] : [{ element, rank }];
      });
    if (kind !== 'button' && kind !== 'link') return locateBoxes(locator);
    return buttons().flatMap(({ element, words, isPlainLink }) => {
      const rank = rankOf(locator, words);
      if (rank < 0 || (kind === 'button' && isPlainLink)) return [];
      return others && isMenuEntry(element, words, others) ? [] : [{ element, rank }];
    });
  }

  const known = new Map<WordLocator, readonly Candidate[]>();
  return {
    document,
    locate: (locator) => {
      const found = known.get(locator) ?? locate(locator);
      known.set(locator, found);
      return found;
    },
    mayHold: ({ kind, words, patterns }) => {
      if (patterns !== undefined) return true;
      const has = (entry: string) => splitWords(entry).some((word) => soup().includes(word));
      return kind === 'group' ? words.every(has) : words.some(has);
    },
    countPasswords: (within) => [...boxes()].filter((box) => isPassword(box) && holds(within, box)).length,
  };
}
