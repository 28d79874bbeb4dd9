// One look at a document on the clerk's word: what it is, how near it comes to a page of ours, and whether there is something to teach.
import { detectPage } from './detect-page.ts';
import { readsLikeOurs } from './page-gate.ts';
import type { SiteProfile } from './profile.ts';
import { readPageUrl } from './read-page-url.ts';
import { listBoxes } from './words/list-boxes.ts';

export interface PageLook {
  /** Of the document; 'null' where it has none. */
  readonly origin: string;
  /** The kind that it was recognised as. */
  readonly kind?: string;
  /** Nearly recognised: what there is too many of, or too few. */
  readonly doubt?: { readonly kind: string; readonly part: string; readonly expected: number; readonly found: number };
  /** Words that only pages of ours have stand on it. */
  readonly isAboutOurs: boolean;
  /** How much of it may be a form of ours: boxes that are seen, then area. */
  readonly boxes: number;
  readonly area: number;
}

/** @param profiles tried in turn; where the document's origin is none of theirs, it is judged as if it were */
export function lookAtPage(document: Document, origin: string, profiles: readonly SiteProfile[]): PageLook {
  const view = document.defaultView;
  const facts = {
    origin,
    isAboutOurs: readsLikeOurs(document),
    boxes: listBoxes(document).length,
    area: (view?.innerWidth ?? 0) * (view?.innerHeight ?? 0),
  };
  let doubt: PageLook['doubt'];
  for (const profile of profiles) {
    const [own = ''] = profile.origins;
    const known = profile.origins.includes(origin);
    const { page, ...others } = detectPage(profile, readPageUrl(document, known ? origin : own), document);
    if (page) return { ...facts, kind: page.kind };
    const why = 'why' in others ? others.why : undefined;
    if (why?.reason !== 'looks-different') continue;
    const { selector, expected, found } = why.mismatch;
    doubt ??= { kind: why.kind, part: selector, expected, found };
  }
  return doubt ? { ...facts, doubt } : facts;
}
