// What is wrong with a site profile that fits the schema: only a page can try its selectors, and a certificate must be one.
import type { SiteProfile } from '../portal/profile.ts';
import { type FieldFault, formatPath } from './describe-issue.ts';

const selectorParents = ['fields', 'optionalFields'];

function isSelector(text: string): boolean {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    // That is how a browser says that it is none.
    return false;
  }
}

/** Path of the first selector that the browser does not understand. */
function findWrongSelector(value: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] | undefined {
  if (typeof value === 'string') {
    const isMeant = path.at(-1) === 'selector' || selectorParents.includes(String(path.at(-2)));
    return isMeant && !isSelector(value) ? path : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = findWrongSelector(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}

/** One DER SEQUENCE of exactly its length (X.690 §8.1.3): whether it is a certificate to be trusted is for the host to say. */
function isDer(base64: string): boolean {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const [tag, first = 0, ...rest] = bytes.slice(0, 6);
  if (tag !== 0x30) return false;
  if (first < 0x80) return bytes.length === 2 + first;
  const count = first - 0x80;
  const length = rest.slice(0, count).reduce((sum, byte) => sum * 256 + byte, 0);
  return count <= rest.length && bytes.length === 2 + count + length;
}

/** Undefined when the browser understands every selector. The background of Chromium has no document to ask: there nobody can say. */
export function checkPages(pages: SiteProfile['pages']): FieldFault | undefined {
  const selector = typeof document === 'undefined' ? undefined : findWrongSelector(pages, ['pages']);
  return selector && { path: formatPath(selector), kind: 'value' };
}

/** Undefined when all is well. */
export function checkProfile({ pages, pinnedCaCertificates }: SiteProfile): FieldFault | undefined {
  const fault = checkPages(pages);
  if (fault) return fault;
  const index = pinnedCaCertificates.findIndex((base64) => base64.length % 4 !== 0 || !isDer(base64));
  return index < 0 ? undefined : { path: formatPath(['pinnedCaCertificates', index]), kind: 'value' };
}
