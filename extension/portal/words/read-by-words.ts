// A page's parts by their words: each exactly once, seen, and together in one block that reads like a form.
import type { SelectorMismatch } from '../selectors.ts';
import { holds, isBefore, parentOf } from './open-roots.ts';
import { type Candidate, type PageScan, unfitRank } from './scan-page.ts';
import type { Locator, WordLocator, WordMarker } from './word-locator.ts';

export interface WordRegion {
  readonly fields: Readonly<Record<string, Locator>>;
  readonly optionalFields: Readonly<Record<string, Locator | undefined>>;
}

interface Parts {
  readonly fields: Record<string, HTMLElement>;
  readonly optionalFields: Record<string, HTMLElement>;
}

/** Why the parts are not there: one is missing or doubtful, or the page is about something else. */
export type WordMiss = SelectorMismatch | 'other-page';

const nameOf = (locator: Locator) =>
  typeof locator === 'string' ? locator : (locator.words[0]?.split('|', 1)[0] ?? locator.patterns?.[0] ?? '');

function listCandidates(locator: Locator, scan: PageScan): readonly Candidate[] {
  if (typeof locator !== 'string') return scan.locate(locator);
  return [...scan.document.querySelectorAll<HTMLElement>(locator)].map((element) => ({ element, rank: 0 }));
}

/** The heading, of those that the region's locators name, below which an element stands. */
function headingOf(element: HTMLElement, headings: readonly Candidate[]): HTMLElement | undefined {
  return headings.findLast((heading) => isBefore(heading.element, element))?.element;
}

function filterUnder(
  locator: Locator,
  candidates: readonly Candidate[],
  scan: PageScan,
  all: string[],
  isNeeded: boolean,
) {
  if (typeof locator === 'string' || !locator.under || candidates.length === 0) return candidates;
  // A page may head its sections in words of its own; a part that it has to have is then told by its label.
  if (isNeeded && candidates.length < 2) return candidates;
  const headings = scan.locate({ kind: 'label', words: all });
  const own = scan.locate({ kind: 'label', words: locator.under }).map(({ element }) => element);
  const below = candidates.filter(({ element }) => {
    const heading = headingOf(element, headings);
    return heading !== undefined && own.includes(heading);
  });
  if (below.length > 0) return below;
  // 身份证号码 below 单位信息 is the legal person's: whoever fills in another's number there spoils the application.
  return isNeeded ? candidates : candidates.filter(({ element }) => headingOf(element, headings) === undefined);
}

/** The best ones: usually one. */
function chooseBest(candidates: readonly Candidate[]): HTMLElement[] {
  const best = Math.min(...candidates.map(({ rank }) => rank));
  return [...new Set(candidates.filter(({ rank }) => rank === best).map(({ element }) => element))];
}

const formOf = (element: Element) => ('form' in element ? (element.form as Element | null) : element.closest('form'));

/** Boxes of two forms are not filled in together. */
function isOneForm(elements: readonly HTMLElement[]): boolean {
  return new Set(elements.flatMap((element) => formOf(element) ?? [])).size <= 1;
}

/** The smallest elements in which every required part stands at least once. */
function findBlocks(required: ReadonlyMap<string, readonly Candidate[]>): HTMLElement[] {
  const lists = [...required.values()].sort((one, other) => one.length - other.length);
  const [anchors = [], ...others] = lists;
  const blocks = anchors.flatMap(({ element }) => {
    let block = parentOf(element);
    while (block && !others.every((list) => list.some((one) => block && holds(block, one.element))))
      block = parentOf(block);
    return block ? [block] : [];
  });
  const distinct = [...new Set(blocks)];
  return distinct.filter((block) => !distinct.some((other) => other !== block && holds(block, other)));
}

function fillRegion(
  region: WordRegion,
  scan: PageScan,
  block: HTMLElement,
  isRow: boolean,
): (Parts & { readonly block: HTMLElement }) | WordMiss {
  const allUnder = [...Object.values(region.fields), ...Object.values(region.optionalFields)].flatMap((locator) =>
    typeof locator === 'object' ? (locator.under ?? []) : [],
  );
  const parts: Parts = { fields: {}, optionalFields: {} };
  const find = (locator: Locator, isNeeded: boolean) => {
    const inside = listCandidates(locator, scan).filter(({ element }) => holds(block, element));
    const near = filterUnder(locator, inside, scan, allUnder, isNeeded);
    const after = typeof locator === 'object' && locator.after ? parts.fields[locator.after] : undefined;
    if (!after || typeof locator === 'string') return chooseBest(near);
    const ends = locator.notBehind ? scan.locate({ kind: 'link', words: locator.notBehind }) : [];
    const isOfForm = ({ element }: Candidate) =>
      isBefore(after, element) && !ends.some((end) => isBefore(after, end.element) && isBefore(end.element, element));
    return chooseBest(near.filter(isOfForm));
  };
  for (const [name, locator] of Object.entries(region.fields)) {
    const found = find(locator, true);
    const [element] = found;
    if (!element || found.length > 1) return { selector: nameOf(locator), expected: 1, found: found.length };
    parts.fields[name] = element;
  }
  const elements = Object.values(parts.fields);
  if (new Set(elements).size < elements.length || !isOneForm(elements)) return 'other-page';
  const pin = Object.values(region.fields).find(
    (one): one is WordLocator => typeof one === 'object' && one.kind === 'password',
  );
  const passwords = pin ? scan.countPasswords(block) : 1;
  if (pin && passwords !== 1) return { selector: nameOf(pin), expected: 1, found: passwords };
  for (const [name, locator] of Object.entries(region.optionalFields)) {
    if (locator === undefined) continue;
    let found = find(locator, false);
    // What a page shows of an order, and its bar of steps, stand above the form.
    const isFree = !isRow && typeof locator === 'object' && ['value', 'label', 'group'].includes(locator.kind);
    if (found.length === 0 && isFree) found = chooseBest(scan.locate(locator));
    const [element] = found;
    if (element && found.length === 1 && !elements.includes(element)) parts.optionalFields[name] = element;
  }
  return { ...parts, block };
}

/** False where a word that tells the page is missing, or one that tells another page is there. */
export function fitsMarkers(markers: readonly WordMarker[], scan: PageScan): boolean {
  return markers.every((marker) => (scan.locate(marker).length === 0) === (marker.count === 0));
}

/** The parts of a page; `block` is the smallest element in which they all stand. */
export function readByWords(region: WordRegion, scan: PageScan): (Parts & { readonly block: HTMLElement }) | WordMiss {
  const locators = Object.entries(region.fields);
  if (locators.length === 0) return fillRegion(region, scan, scan.document.body, false);
  const required = new Map(locators.map(([name, locator]) => [name, listCandidates(locator, scan)]));
  const missing = locators.filter(([name]) => required.get(name)?.length === 0);
  const [first] = missing;
  if (first) {
    for (const [name] of missing) required.delete(name);
    const isNear = missing.length === 1 && required.size > 3 && findBlocks(required).length === 1;
    return isNear ? { selector: nameOf(first[1]), expected: 1, found: 0 } : 'other-page';
  }
  const blocks = findBlocks(required);
  const [block] = blocks;
  if (!block) return 'other-page';
  if (blocks.length > 1) {
    const [[, locator] = ['', '']] = locators.slice(-1);
    return { selector: nameOf(locator), expected: 1, found: blocks.length };
  }
  return fillRegion(region, scan, block, false);
}

/** The only one that was found by the same words: names stand in a row below the boxes. */
function findNamesake(candidates: readonly Candidate[], rank: number | undefined): Candidate | undefined {
  const [first, ...others] = candidates.filter((one) => one.rank === rank);
  return others.length === 0 ? first : undefined;
}

/** Where rows have no element of their own (dt and dd): what stands last before the anchor and after the one before. */
function readFlatRow(
  region: WordRegion,
  around: string,
  scan: PageScan,
  anchors: readonly HTMLElement[],
  anchor: HTMLElement,
): (Parts & { readonly element: HTMLElement }) | undefined {
  const before = anchors[anchors.indexOf(anchor) - 1];
  const fields: Record<string, HTMLElement> = { [around]: anchor };
  const own = region.fields[around];
  const rank =
    own === undefined ? undefined : listCandidates(own, scan).find(({ element }) => element === anchor)?.rank;
  for (const [name, locator] of Object.entries(region.fields)) {
    if (name === around) continue;
    const found = listCandidates(locator, scan).findLast(
      ({ element }) => isBefore(element, anchor) && (!before || isBefore(before, element)),
    );
    const named = found ?? findNamesake(listCandidates(locator, scan), rank);
    if (!named) return undefined;
    fields[name] = named.element;
  }
  return { fields, optionalFields: {}, element: anchor.parentElement ?? anchor };
}

/** The repeated pieces of a page around each thing that `around` names. */
export function readRowsByWords(
  region: WordRegion,
  around: string,
  scan: PageScan,
  within: Element,
): readonly (Parts & { readonly element: HTMLElement })[] | WordMiss {
  const anchor = region.fields[around];
  if (anchor === undefined) return 'other-page';
  const anchors = listCandidates(anchor, scan).flatMap(({ element, rank }) =>
    rank < unfitRank && holds(within, element) ? [element] : [],
  );
  // Each material has one box: of two nobody knows which is meant.
  if (typeof anchor === 'object' && anchor.kind === 'file') {
    const ranks = listCandidates(anchor, scan).map(({ rank }) => rank);
    const twice = ranks.find((rank, index) => ranks.indexOf(rank) < index);
    if (twice !== undefined) return { selector: anchor.words[twice]?.split('|', 1)[0] ?? '', expected: 1, found: 2 };
  }
  const required = Object.values(region.fields).map((locator) => listCandidates(locator, scan));
  const holdsOne = (row: Element) => anchors.filter((one) => holds(row, one)).length === 1;
  const rows = [];
  for (const element of anchors) {
    let row: HTMLElement | null = element;
    while (row && !required.every((list) => list.some((one) => row && holds(row, one.element)))) row = parentOf(row);
    if (!row || !holdsOne(row)) {
      const flat = readFlatRow(region, around, scan, anchors, element);
      if (flat) rows.push(flat);
      continue;
    }
    // A row is more than the one thing by which it was found.
    if (row === element) row = row.parentElement?.closest<HTMLElement>('li, p, div, dd, td, tr') ?? row;
    const whole: HTMLElement | null = row.closest<HTMLElement>('tr, li');
    if (whole && whole !== within && within.contains(whole) && holdsOne(whole)) row = whole;
    const parts = fillRegion(region, scan, row, true);
    if (typeof parts === 'string' || 'found' in parts) return parts;
    rows.push({ fields: parts.fields, optionalFields: parts.optionalFields, element: row });
  }
  return rows;
}
