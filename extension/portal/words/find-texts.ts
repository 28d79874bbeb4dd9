// Texts of a page by what they say, and values by the label that stands with them: beside, below in the column, or in the same line.
import { listDrawn } from './drawn-text.ts';
import { isVisible } from './is-visible.ts';
import { normalizeWords } from './normalize-words.ts';
import { listRoots } from './open-roots.ts';
import { isCell, isSilent } from './page-elements.ts';
import { readLines, readOwnText } from './read-lines.ts';

export interface FoundText {
  readonly element: HTMLElement;
  /** The word of `wanted` that it says, or with which it is labelled. */
  readonly word: string;
}

const readsAs = (nodes: Iterable<Node> | Element) => normalizeWords(readLines(nodes).join(' '));
const isLink = (element: Element) => element.closest('a, button, [role="button"]') !== null;

/** Elements that directly hold text: the smallest ones that a text stands in. */
function listHolders(root: Document): HTMLElement[] {
  const holders = new Set(listDrawn().map(([element]) => element as HTMLElement));
  for (const one of listRoots(root)) {
    const walker = root.createTreeWalker('body' in one ? (one.body ?? one) : one, 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && (node.nodeValue ?? '').trim() !== '' && !isSilent(parent)) holders.add(parent);
    }
  }
  return [...holders];
}

/** What an element is read as: all of it, or what stands before its first colon. */
function readWord(element: HTMLElement, wanted: ReadonlySet<string>): string | undefined {
  const lines = readLines(element);
  if (lines.length === 0 || lines.length > 12) return undefined;
  const whole = lines.join(' ');
  const heads = lines.flatMap((line) => [line, line.split(/[:：]/, 1)[0] ?? '']);
  const words = [whole, readOwnText(element), ...heads].map(normalizeWords);
  // 录入信息 02: the number of a step.
  return words.flatMap((word) => [word, word.replace(/\d+$/, '')]).find((word) => word !== '' && wanted.has(word));
}

/** Letters that are set wide in elements of their own are read with their neighbours. */
function widen(element: HTMLElement, wanted: ReadonlySet<string>): FoundText | undefined {
  let current: HTMLElement | null = element;
  for (let climb = 0; current && climb < 4; climb += 1, current = current.parentElement) {
    if ((current.textContent?.length ?? 0) > 300) return undefined;
    const word = readWord(current, wanted);
    if (word) return { element: current, word };
    if (isCell(current)) return undefined;
  }
  return undefined;
}

/** Visible texts that say one of `wanted`, with a colon and a value behind it or without. Each place once. */
export function findTexts(root: Document, wanted: ReadonlySet<string>): readonly FoundText[] {
  const found = listHolders(root).flatMap((holder) => widen(holder, wanted) ?? []);
  const places = found.filter(
    ({ element }, index) =>
      found.findIndex((other) => other.element === element) === index &&
      !found.some((other) => other.element !== element && element.contains(other.element)),
  );
  return places.filter(({ element }) => isVisible(element));
}

function isHeading(cell: Element, isLabel: (cell: Element) => boolean): boolean {
  const row = cell.parentElement;
  if (!row) return false;
  const cells = [...row.children];
  if (cells.length > 1 && (row.closest('thead') || cells.every((one) => one.tagName.toUpperCase() === 'TH')))
    return true;
  // Label and value stand in pairs: in an uneven row of short words there is a heading.
  const texts = cells.map((one) => (one.textContent ?? '').trim());
  if (cells.length % 2 === 1 && texts.every((text) => /^\D{1,10}$/.test(text)) && listRowsBelow(row).length > 0)
    return true;
  const next = cell.nextElementSibling ?? cell.previousElementSibling;
  return cells.length > 2 && next !== null && isLabel(next);
}

/** Rows below a heading row: of the same table, or of the next one where headings and rows are two tables. */
function listRowsBelow(row: Element): Element[] {
  const table = row.closest('table');
  if (!table) return [];
  const own = [...table.querySelectorAll('tr')].filter((one) => one.closest('table') === table);
  const below = own.slice(own.indexOf(row as HTMLTableRowElement) + 1);
  if (below.length > 0) return below;
  const tables = [...table.ownerDocument.querySelectorAll('table')];
  const next = tables.slice(tables.indexOf(table) + 1).find((one) => !table.contains(one));
  const rows = next ? [...next.querySelectorAll('tr')].filter((one) => one.closest('table') === next) : [];
  return rows[0]?.children.length === row.children.length ? rows : [];
}

function findBeside(label: HTMLElement): HTMLElement | undefined {
  let current: HTMLElement = label;
  for (let climb = 0; climb < 4; climb += 1) {
    for (let next = current.nextElementSibling; next; next = next.nextElementSibling)
      if (readLines([next]).some((line) => normalizeWords(line) !== '')) return next as HTMLElement;
    const parent = current.parentElement;
    if (!parent || isCell(current) || /^(LI|TR|BODY|FORM)$/i.test(parent.tagName)) return undefined;
    // Only where the label is alone in its block does the block beside belong to it.
    if (readsAs(parent) !== readsAs(label)) return undefined;
    current = parent;
  }
  return undefined;
}

/** Where label and value stand in one element, 订单号：<b>1</b> or 订单号：1: the value's own element, or that one. */
function findInside({ element, word }: FoundText): HTMLElement | undefined {
  const children = [...element.childNodes];
  const end = children.findIndex((_, index) => readsAs(children.slice(0, index + 1)) === word);
  if (end < 0) return /[:：]\s*\S/.test(readLines(children).join(' ')) ? element : undefined;
  const next = children.slice(end + 1).find((node) => readsAs([node]) !== '');
  return next && (next.nodeType === 1 ? (next as HTMLElement) : element);
}

/** The elements that say what a label announces. @param isLabel whether a cell is a label, too: then both head columns */
export function findValues(label: FoundText, isLabel: (cell: Element) => boolean): HTMLElement[] {
  const cell = label.element.closest('td, th');
  const isAlone = cell !== null && readsAs(cell) === label.word;
  if (cell && isAlone && isHeading(cell, isLabel)) {
    const row = cell.parentElement as HTMLElement;
    const index = [...row.children].indexOf(cell);
    return listRowsBelow(row).flatMap((one) =>
      one.children.length === row.children.length ? [one.children[index] as HTMLElement] : [],
    );
  }
  if (isLink(label.element)) return [];
  const inside = findInside(label);
  if (inside) return [inside];
  const beside = cell && isAlone ? cell.nextElementSibling : findBeside(label.element);
  return beside && !isLabel(beside) ? [beside as HTMLElement] : [];
}
