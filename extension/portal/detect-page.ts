// URL and document → which page of the site this is. Pure: reads the document, changes nothing.
import type { PageFieldName, PageKind, PageVariant, SiteProfile } from './profile.ts';
import { compareCount, findOne, type SelectorMismatch } from './selectors.ts';

export interface DetectedPage {
  readonly kind: PageKind;
  readonly variant: string;
  readonly fields: Readonly<Record<PageFieldName, HTMLElement>>;
}

/** Why a page was not recognised; for the setup page, not for the clerk. */
type NotRecognised =
  | { readonly reason: 'other-origin' }
  | { readonly reason: 'other-page' }
  | { readonly reason: 'looks-different'; readonly variant: string; readonly mismatch: SelectorMismatch };

export type Detection = { readonly page: DetectedPage } | { readonly page: undefined; readonly why: NotRecognised };

function readVariant(variant: PageVariant, root: ParentNode): Record<PageFieldName, HTMLElement> | SelectorMismatch {
  for (const marker of variant.markers) {
    const mismatch = compareCount(root, marker);
    if (mismatch) return mismatch;
  }
  const fields: Partial<Record<PageFieldName, HTMLElement>> = {};
  for (const [name, selector] of Object.entries(variant.fields) as [PageFieldName, string][]) {
    const found = findOne(root, selector);
    if ('found' in found) return found;
    fields[name] = found;
  }
  return fields as Record<PageFieldName, HTMLElement>;
}

/**
 * Recognises a page of `profile`'s site. The origin must be equal, port included: match patterns cannot
 * say a port in Firefox (FIELD §4). Every marker must stand there as often as expected, and every field once.
 */
export function detectPage(profile: SiteProfile, url: URL, root: ParentNode): Detection {
  if (!profile.origins.includes(url.origin)) return { page: undefined, why: { reason: 'other-origin' } };
  let why: NotRecognised = { reason: 'other-page' };
  for (const { kind, origin, pathPattern, variants } of profile.pages) {
    if (url.origin !== origin || !new RegExp(pathPattern).test(url.pathname + url.search)) continue;
    for (const variant of variants) {
      const result = readVariant(variant, root);
      if (!('found' in result)) return { page: { kind, variant: variant.name, fields: result } };
      why = { reason: 'looks-different', variant: variant.name, mismatch: result };
    }
  }
  return { page: undefined, why };
}
