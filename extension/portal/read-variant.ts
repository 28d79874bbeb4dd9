// One look of a page, as a profile describes it → its elements, or why this is not that page.
import type { PageVariant } from './page-kinds.ts';
import { compareCount, findOne, findOptional, type SelectorMismatch } from './selectors.ts';
import { holds, parentOf } from './words/open-roots.ts';
import { fitsMarkers, readByWords, readRowsByWords, type WordMiss } from './words/read-by-words.ts';
import type { PageScan } from './words/scan-page.ts';
import type { Locator, WordLocator, WordMarker } from './words/word-locator.ts';

interface RegionData {
  /** Without undefined values: JSON has none. */
  readonly fields: Readonly<Record<string, Locator>>;
  readonly optionalFields: Readonly<Record<string, Locator | undefined>>;
  readonly rows: Readonly<Record<string, RowData>>;
}
type RowData = RegionData & { readonly selector?: string | undefined; readonly around?: string | undefined };
type SelectorMarker = { readonly selector: string; readonly count: number; readonly text?: string | undefined };

export interface AnyRegion {
  readonly fields: Record<string, HTMLElement>;
  readonly optionalFields: Record<string, HTMLElement>;
  readonly rows: Record<string, readonly AnyRow[]>;
}
type AnyRow = AnyRegion & { readonly element: HTMLElement };

const isWordMarker = (marker: object): marker is WordMarker => 'words' in marker;
const isMiss = (read: object | string): read is WordMiss => typeof read === 'string' || 'found' in read;
const isWords = (locator: Locator | undefined): locator is WordLocator => typeof locator === 'object';
const usesWords = ({ fields, optionalFields, rows }: RegionData): boolean =>
  [...Object.values(fields), ...Object.values(optionalFields)].some(isWords) ||
  Object.values(rows).some(({ around }) => around !== undefined);

/** By selectors alone, as on a page that is known. */
function readBySelectors(region: RegionData, root: ParentNode): AnyRegion | SelectorMismatch {
  const read: AnyRegion = { fields: {}, optionalFields: {}, rows: {} };
  for (const [name, selector] of Object.entries(region.fields)) {
    const found = findOne(root, String(selector));
    if ('found' in found) return found;
    read.fields[name] = found;
  }
  for (const [name, selector] of Object.entries(region.optionalFields)) {
    const found = selector === undefined ? undefined : findOptional(root, String(selector));
    if (found && 'found' in found) return found;
    if (found) read.optionalFields[name] = found;
  }
  for (const [name, row] of Object.entries(region.rows)) {
    const rows = [];
    for (const element of root.querySelectorAll<HTMLElement>(row.selector ?? '')) {
      const inner = readBySelectors(row, element);
      if ('found' in inner) return inner;
      rows.push({ ...inner, element });
    }
    read.rows[name] = rows;
  }
  return read;
}

function readWordRows(row: RowData, scan: PageScan, within: Element): readonly AnyRow[] | WordMiss {
  if (row.around === undefined) {
    const read = readBySelectors({ fields: {}, optionalFields: {}, rows: { row } }, within);
    return 'found' in read ? read : (read.rows.row ?? []);
  }
  const found = readRowsByWords(row, row.around, scan, within);
  if (isMiss(found)) return found;
  const own: AnyRow[] = [];
  for (const one of found) {
    const rows: Record<string, readonly AnyRow[]> = {};
    for (const [name, inner] of Object.entries(row.rows)) {
      const read = readWordRows(inner, scan, one.element);
      rows[name] = isMiss(read) ? [] : read;
    }
    own.push({ ...one, rows });
  }
  return own;
}

/** False where some word that is needed stands nowhere in the document: cheap, and true of nearly all pages. */
function mayBe(region: RegionData, markers: readonly WordMarker[], scan: PageScan): boolean {
  const needed = [...Object.values(region.fields), ...markers.filter(({ count }) => count !== 0)].filter(isWords);
  // One may be missing: then the page is one that looks different.
  return needed.filter((locator) => !scan.mayHold(locator)).length <= (markers.length > 0 ? 0 : 1);
}

function commonAncestor(elements: readonly HTMLElement[], document: Document): HTMLElement {
  let block = elements[0] ? parentOf(elements[0]) : null;
  while (block && !elements.every((element) => block && holds(block, element))) block = parentOf(block);
  return block ?? document.body;
}

/** @returns elements under the names of the locators; a mismatch when it is nearly that page */
export function readVariant(
  variant: PageVariant,
  scan: PageScan,
): (AnyRegion & { readonly block: HTMLElement }) | WordMiss {
  // Their names differ from kind to kind; that they are such regions is what page-schema.ts says.
  const region = variant as unknown as RegionData;
  const wordMarkers = variant.markers.filter(isWordMarker);
  for (const marker of variant.markers) {
    const mismatch = isWordMarker(marker) ? undefined : compareCount(scan.document, marker as SelectorMarker);
    if (mismatch) return mismatch;
  }
  if (wordMarkers.length === 0 && !usesWords(region)) {
    const read = readBySelectors(region, scan.document);
    return 'found' in read ? read : { ...read, block: commonAncestor(Object.values(read.fields), scan.document) };
  }
  if (!scan.document.body || !mayBe(region, wordMarkers, scan) || !fitsMarkers(wordMarkers, scan)) return 'other-page';
  const parts = readByWords(region, scan);
  if (isMiss(parts)) return parts;
  const rows: Record<string, readonly AnyRow[]> = {};
  for (const [name, row] of Object.entries(region.rows)) {
    const read = readWordRows(row, scan, scan.document.body);
    if (isMiss(read)) return read;
    rows[name] = read;
  }
  // Nothing but rows tells such a page, so without any it may be another.
  const [first] = Object.values(rows);
  return Object.keys(region.fields).length === 0 && first?.length === 0 ? 'other-page' : { ...parts, rows };
}
