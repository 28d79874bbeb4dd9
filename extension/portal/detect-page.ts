// URL and document → which page of the site this is. Pure: reads the document, changes nothing.
import { matchesPattern } from './bounded-pattern.ts';
import type { PageKind, PageVariant } from './page-kinds.ts';
import type { SiteProfile } from './profile.ts';
import { readVariant } from './read-variant.ts';
import type { SelectorMismatch } from './selectors.ts';
import { listWordLocators } from './words/list-word-locators.ts';
import { scanPage } from './words/scan-page.ts';
import type { Locator } from './words/word-locator.ts';

/** What a page or row is described by: locators, under names. */
interface RegionData {
  readonly fields: Readonly<Record<string, Locator | undefined>>;
  readonly optionalFields: Readonly<Record<string, Locator | undefined>>;
  readonly rows: Readonly<Record<string, RegionData>>;
}

/** The same with elements in the place of locators. */
interface DetectedRegion<
  Region extends { readonly fields: object; readonly optionalFields: object; readonly rows: object },
> {
  readonly fields: { readonly [Name in keyof Region['fields']]: HTMLElement };
  readonly optionalFields: { readonly [Name in keyof Region['optionalFields']]?: HTMLElement };
  readonly rows: {
    readonly [Name in keyof Region['rows']]: Region['rows'][Name] extends RegionData
      ? readonly DetectedRow<Region['rows'][Name]>[]
      : never;
  };
}
export type DetectedRow<Row extends RegionData> = DetectedRegion<Row> & { readonly element: HTMLElement };

/** A recognised page; by its kind the names of its parts are known to the compiler. */
export type DetectedPage<K extends PageKind = PageKind> = {
  readonly [Kind in K]: DetectedRegion<PageVariant<Kind>> & {
    readonly kind: Kind;
    readonly variant: string;
    /** The smallest element in which all required parts stand. */
    readonly block: HTMLElement;
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

function readUrlParams(url: URL, names: Readonly<Record<string, string>> = {}): Record<string, string> {
  const pairs = Object.entries(names).map(([ours, theirs]) => [ours, url.searchParams.get(theirs)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== null));
}

/**
 * Recognises a page of `profile`'s site. The origin must be equal, port included: match patterns cannot
 * say a port in Firefox. By selectors: every marker as often as expected, every field once, every optional field
 * at most once. By words: every part once, seen, and all of them in one block. Two that fit are one too many.
 */
export function detectPage(profile: SiteProfile, url: URL, document: Document): Detection {
  if (!profile.origins.includes(url.origin)) return { page: undefined, why: { reason: 'other-origin' } };
  const pages = profile.pages.filter(
    ({ origin, pathPattern }) =>
      (origin === undefined || url.origin === origin) &&
      (pathPattern === undefined || matchesPattern(pathPattern, url.pathname + url.search)),
  );
  const scan = scanPage(document, listWordLocators(pages));
  let why: NotRecognised = { reason: 'other-page' };
  for (const { kind, urlParams, variants } of pages) {
    for (const variant of variants) {
      const region = readVariant(variant, scan);
      if (region === 'other-page') continue;
      if (!('found' in region)) {
        // The schema of the profile ties the names to the kind.
        const page = { kind, variant: variant.name, urlParams: readUrlParams(url, urlParams), ...region };
        return { page: page as unknown as DetectedPage };
      }
      // Two of a thing say more than none: that page was nearly taken.
      if (why.reason === 'looks-different' && why.mismatch.found >= region.found) continue;
      why = { reason: 'looks-different', kind, variant: variant.name, mismatch: region };
    }
  }
  return { page: undefined, why };
}
