// URL and document → which page of the site this is. Pure: reads the document, changes nothing.
import { matchesPattern } from './bounded-pattern.ts';
import type { PageKind, PageVariant } from './page-kinds.ts';
import type { SiteProfile } from './profile.ts';
import { compareCount, findOne, findOptional, type SelectorMismatch } from './selectors.ts';

/** What a page or row is described by: selectors, under names. */
interface RegionData {
  readonly fields: Readonly<Record<string, string>>;
  readonly optionalFields: Readonly<Record<string, string | undefined>>;
  readonly rows: Readonly<Record<string, RowData>>;
}
type RowData = RegionData & { readonly selector: string };

/** The same with elements in the place of selectors. */
interface DetectedRegion<
  Region extends { readonly fields: object; readonly optionalFields: object; readonly rows: object },
> {
  readonly fields: { readonly [Name in keyof Region['fields']]: HTMLElement };
  readonly optionalFields: { readonly [Name in keyof Region['optionalFields']]?: HTMLElement };
  readonly rows: {
    readonly [Name in keyof Region['rows']]: Region['rows'][Name] extends RowData
      ? readonly DetectedRow<Region['rows'][Name]>[]
      : never;
  };
}
export type DetectedRow<Row extends RowData> = DetectedRegion<Row> & { readonly element: HTMLElement };

/** A recognised page; by its kind the names of its parts are known to the compiler. */
export type DetectedPage<K extends PageKind = PageKind> = {
  readonly [Kind in K]: DetectedRegion<PageVariant<Kind>> & {
    readonly kind: Kind;
    readonly variant: string;
    /** Parameters of the URL, under our names; only those that are there. */
    readonly urlParams: Readonly<Record<string, string>>;
  };
}[K];

/** Why a page was not recognised; for the setup page, not for the clerk. */
type NotRecognised =
  | { readonly reason: 'other-origin' }
  | { readonly reason: 'other-page' }
  | {
      readonly reason: 'looks-different';
      readonly kind: PageKind;
      readonly variant: string;
      readonly mismatch: SelectorMismatch;
    };

export type Detection = { readonly page: DetectedPage } | { readonly page: undefined; readonly why: NotRecognised };

interface AnyRegion {
  readonly fields: Record<string, HTMLElement>;
  readonly optionalFields: Record<string, HTMLElement>;
  readonly rows: Record<string, readonly (AnyRegion & { readonly element: HTMLElement })[]>;
}

function readRegion(region: RegionData, root: ParentNode): AnyRegion | SelectorMismatch {
  const read: AnyRegion = { fields: {}, optionalFields: {}, rows: {} };
  for (const [name, selector] of Object.entries(region.fields)) {
    const found = findOne(root, selector);
    if ('found' in found) return found;
    read.fields[name] = found;
  }
  for (const [name, selector] of Object.entries(region.optionalFields)) {
    const found = selector === undefined ? undefined : findOptional(root, selector);
    if (found && 'found' in found) return found;
    if (found) read.optionalFields[name] = found;
  }
  for (const [name, row] of Object.entries(region.rows)) {
    const rows = [];
    for (const element of root.querySelectorAll<HTMLElement>(row.selector)) {
      const inner = readRegion(row, element);
      if ('found' in inner) return inner;
      rows.push({ ...inner, element });
    }
    read.rows[name] = rows;
  }
  return read;
}

function readVariant(variant: PageVariant, root: ParentNode): AnyRegion | SelectorMismatch {
  for (const marker of variant.markers) {
    const mismatch = compareCount(root, marker);
    if (mismatch) return mismatch;
  }
  // Their names differ from kind to kind; that they are such regions is what page-schema.ts says.
  return readRegion(variant as unknown as RegionData, root);
}

function readUrlParams(url: URL, names: Readonly<Record<string, string>> = {}): Record<string, string> {
  const pairs = Object.entries(names).map(([ours, theirs]) => [ours, url.searchParams.get(theirs)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== null));
}

/**
 * Recognises a page of `profile`'s site. The origin must be equal, port included: match patterns cannot
 * say a port in Firefox (FIELD §4). Every marker must stand there as often as expected, every field once,
 * every optional field at most once, and every row must have its fields.
 */
export function detectPage(profile: SiteProfile, url: URL, root: ParentNode): Detection {
  if (!profile.origins.includes(url.origin)) return { page: undefined, why: { reason: 'other-origin' } };
  let why: NotRecognised = { reason: 'other-page' };
  for (const { kind, origin, pathPattern, urlParams, variants } of profile.pages) {
    if (url.origin !== origin || !matchesPattern(pathPattern, url.pathname + url.search)) continue;
    for (const variant of variants) {
      const region = readVariant(variant, root);
      if (!('found' in region)) {
        // The schema of the profile ties the names to the kind.
        const page = { kind, variant: variant.name, urlParams: readUrlParams(url, urlParams), ...region };
        return { page: page as unknown as DetectedPage };
      }
      why = { reason: 'looks-different', kind, variant: variant.name, mismatch: region };
    }
  }
  return { page: undefined, why };
}
