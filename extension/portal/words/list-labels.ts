// Every text that a person would take for the label of a box, in the ways in which pages label boxes.
import { hasDrawn, readDrawn } from './drawn-text.ts';
import { normalizeWords } from './normalize-words.ts';
import { holds, parentOf, type Root } from './open-roots.ts';
import { boxSelector, isBlock, isCell, isCustom, isFileBox, isSilent } from './page-elements.ts';
import { readLines, readOwnText } from './read-lines.ts';

/** The boxes of a page that a person sees. */
export type Boxes = ReadonlySet<Element>;

const maxClimb = 9;

function hasBox(node: Node, boxes: Boxes): boolean {
  if (node.nodeType !== 1) return false;
  const element = node as Element;
  if (boxes.has(element) || [...element.querySelectorAll(boxSelector)].some((box) => boxes.has(box))) return true;
  const isOfComponents = isCustom(element) || element.shadowRoot !== null;
  return isOfComponents && [...boxes].some((box) => holds(element, box));
}
/** Stands before every box for files and tells none from another. */
const prompts = /^(上传|浏览|文件|上传文件|文件上传|点击上传|图片|上传图片|附件|上传附件|未选文件|未上传)?$/;
const saysSomething = (lines: readonly string[]) => lines.some((line) => !prompts.test(normalizeWords(line)));

/** Whole text, without links, line by line, and the last words of the last line: 「填写说明　电话：」. */
function spread(nodes: readonly Node[]): string[] {
  const lines = readLines(nodes);
  const bare = readLines(nodes, { withoutLinks: true });
  const last = bare
    .at(-1)
    ?.split(/[\s\u3000:：;；,，。]+/)
    .filter((part) => normalizeWords(part).length > 1);
  const plain = hasDrawn() ? [readLines(nodes, { withoutDrawn: true }).join(' ')] : [];
  return [lines.join(' '), bare.join(' '), ...lines, ...bare, ...plain, ...(last?.slice(-1) ?? [])];
}

/** Siblings before `node` on its line, or the block right above where the line begins with it; 'box' where another box comes first. */
function readBefore(node: Node, boxes: Boxes): string[] | 'box' {
  const line: Node[] = [];
  for (let sibling = node.previousSibling; sibling; sibling = sibling.previousSibling) {
    if (hasBox(sibling, boxes)) return saysSomething(readLines(line)) ? spread(line) : 'box';
    const isBreak = sibling.nodeType === 1 && isBlock(sibling as Element);
    if (!isBreak) {
      line.unshift(sibling);
      continue;
    }
    if (saysSomething(readLines(line))) return spread(line);
    line.length = 0;
    if (saysSomething(readLines([sibling]))) return spread([sibling]);
  }
  if (saysSomething(readLines(line))) return spread(line);
  const drawn = node.parentElement ? readDrawn(node.parentElement, 'before') : '';
  return saysSomething([drawn]) ? [drawn] : [];
}

/** Where a cell begins, in columns. */
function findColumn(cell: Element): number {
  let column = 0;
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling)
    column += Number(before.getAttribute('colspan') ?? 1) || 1;
  return column;
}

/** The cell of a row, or the child of a div that is used as a row, that stands in that column. */
function cellAt(row: Element, column: number): Element | undefined {
  return [...row.children].find((cell) => {
    const start = findColumn(cell);
    return column >= start && column < start + (Number(cell.getAttribute('colspan') ?? 1) || 1);
  });
}

/** The label above in the column: of a heading row with as many cells, without boxes of its own. */
function readAbove(cell: Element, boxes: Boxes): string[] {
  const row = cell.parentElement;
  // Boxes and labels in turn, one a row.
  const last = row?.previousElementSibling;
  if (
    row &&
    last &&
    isCell(cell) &&
    row.children.length === 1 &&
    last.children.length === 1 &&
    last.tagName === row.tagName
  )
    return hasBox(last, boxes) || !saysSomething(readLines([last])) ? [] : spread([last]);
  if (!row || row.children.length < 2 || !isBlock(row) || isCell(row)) return [];
  const column = findColumn(cell);
  let above = row.previousElementSibling ?? row.parentElement?.previousElementSibling?.lastElementChild ?? null;
  for (let steps = 0; above && steps < 200; steps += 1, above = above.previousElementSibling) {
    // Cells, or blocks in a block of the same kind; dt before dd and text beside tags are no row.
    if (above.children.length < 2 || above.tagName !== row.tagName || readOwnText(above).trim() !== '') return [];
    if (hasBox(above, boxes)) {
      if (!isCell(cell)) return [];
      continue;
    }
    const found = above.children.length === row.children.length || isCell(cell) ? cellAt(above, column) : undefined;
    return found && saysSomething(readLines([found])) ? spread([found]) : [];
  }
  return [];
}

function readCellsBefore(cell: Element, boxes: Boxes): string[] | 'box' {
  let links: string[] = [];
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) {
    if (hasBox(before, boxes)) return links.length > 0 ? links : 'box';
    if (saysSomething(readLines([before], { withoutLinks: true }))) return spread([before]);
    // A cell with nothing but the sample of what the cell before it names.
    if (links.length === 0 && saysSomething(readLines([before]))) links = spread([before]);
  }
  return links;
}

interface Found {
  readonly texts: readonly string[];
  /** How many elements around the box had to be looked at. */
  readonly climb: number;
}
const nothing: Found = { texts: [], climb: maxClimb };

const outerOf = (node: Element): Element | null => (isCell(node) ? node.closest('table') : parentOf(node));

/** The words that stand before the box, as the eye goes: on its line, in the cell before, above in the column, in the block before. */
function readSurroundings(box: Element, boxes: Boxes): Found {
  let node: Element = box;
  for (let climb = 0; climb < maxClimb; climb += 1) {
    const before = isCell(node) ? readCellsBefore(node, boxes) : readBefore(node, boxes);
    if (before !== 'box' && before.length > 0) return { texts: before, climb };
    const above = readAbove(node, boxes);
    if (above.length > 0) return { texts: above, climb };
    if (before === 'box') return nothing;
    const parent = outerOf(node);
    if (!parent || /^(body|html)$/i.test(parent.tagName)) return nothing;
    if (parent.tagName.toUpperCase() === 'FIELDSET' && parent.querySelectorAll(boxSelector).length > 1) return nothing;
    node = parent;
  }
  return nothing;
}

/** The words below a cell, in a row without boxes and with as many cells, but for those that reach down beside it. */
function readBelow(cell: Element, boxes: Boxes): string[] {
  const row = cell.parentElement;
  const below = row?.nextElementSibling;
  if (!row || !below || hasBox(below, boxes)) return [];
  const cells = [...row.children].filter((one) => Number(one.getAttribute('rowspan') ?? 1) === 1);
  const found = cells.length === below.children.length ? below.children[cells.indexOf(cell)] : undefined;
  return found ? spread([found]) : [];
}

/** All cells of the row: what a scan is called stands before notes on what it has to look like. */
function readRow(box: Element, boxes: Boxes): string[] {
  const row = box.closest('tr');
  if (!row || [...boxes].some((other) => other !== box && row.contains(other))) return [];
  return [...row.children].flatMap((cell) => spread([cell]));
}

/** The words behind or below a box that has a block for itself: the caption of a picture that is to be uploaded, a label that floats. */
function readCaption(box: Element, boxes: Boxes): Found {
  let node: Element = box;
  for (let climb = 0; climb < maxClimb; climb += 1) {
    const parent = outerOf(node);
    if (!parent) return nothing;
    const isInCell = isCell(node);
    if (!isInCell && [...boxes].some((other) => other !== box && holds(parent, other))) return nothing;
    const behind: Node[] = [];
    if (!isInCell) for (let next = node.nextSibling; next; next = next.nextSibling) behind.push(next);
    const texts = isInCell ? readBelow(node, boxes) : saysSomething(readLines(behind)) ? spread(behind) : [];
    if (isInCell || texts.length > 0) return { texts, climb };
    node = parent;
  }
  return nothing;
}

function readReferences(box: Element): string[] {
  const ids = (box.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
  return ids.flatMap((id) => {
    const element = (box.getRootNode() as Root).getElementById(id);
    return element ? spread([element]) : [];
  });
}

const normalizeAll = (texts: readonly string[]) =>
  [...new Set(texts.map(normalizeWords))].filter((text) => text !== '');

export interface Labels {
  readonly labels: readonly string[];
  /** What may label the box where none of its labels is known: see `readCaption`. */
  readonly readCaptions: () => readonly string[];
}

/** Normalised, none twice; empty where nothing labels the box. */
export function readLabels(box: HTMLElement, boxes: Boxes): Labels {
  const labels = 'labels' in box && box.labels ? [...(box.labels as NodeListOf<HTMLLabelElement>)] : [];
  const attributes = ['aria-label', 'placeholder', 'title', 'data-label', 'emptytext', 'prompt'].map(
    (name) => box.getAttribute(name) ?? '',
  );
  const before = readSurroundings(box, boxes);
  const texts = [
    ...readReferences(box),
    ...labels.filter((label) => !isSilent(label)).flatMap((label) => spread([label])),
    ...before.texts,
    ...attributes,
  ];
  const readCaptions = () => {
    const { texts: caption, climb } = readCaption(box, boxes);
    return normalizeAll([...(climb < before.climb ? caption : []), ...(isFileBox(box) ? readRow(box, boxes) : [])]);
  };
  return { labels: normalizeAll(texts), readCaptions };
}

/** The same in one list, the surest first. */
export function listLabels(box: HTMLElement, boxes: Boxes): readonly string[] {
  const { labels, readCaptions } = readLabels(box, boxes);
  return [...labels, ...readCaptions()];
}
