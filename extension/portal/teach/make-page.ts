// From the elements that were pointed at to a page of a profile, tried at once on the document that it was made from.
import { detectPage } from '../detect-page.ts';
import type { Page } from '../page-kinds.ts';
import { makePathPattern } from '../plain-path.ts';
import type { SiteProfile } from '../profile.ts';
import type { Locator } from '../words/word-locator.ts';
import { makeLocator, makeSelector } from './make-locator.ts';
import { makeRow } from './make-row.ts';
import type { TeachableKind } from './teachable-kinds.ts';

/** Elements by the names of the parts; a part that the page has not is left out. */
export type Chosen = Readonly<Record<string, HTMLElement>>;

export interface MadePage {
  readonly page: Page;
  /** How many rows of the kind are on the document; undefined where the kind has none. */
  readonly rowCount?: number;
}

function makeVariant(
  { kind, parts, rows }: TeachableKind,
  chosen: Chosen,
  locate: (part: HTMLElement) => Locator | undefined,
) {
  const variant: {
    name: string;
    markers: [];
    fields: Record<string, Locator>;
    optionalFields: Record<string, Locator>;
    rows: Record<string, object>;
  } = { name: 'taught', markers: [], fields: {}, optionalFields: {}, rows: {} };
  if (rows !== undefined) {
    const needed = parts.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);
    const row = makeRow(chosen, needed);
    if (!row) return undefined;
    const pick = (isOptional: boolean) =>
      Object.fromEntries(
        parts.flatMap(({ name, isOptionalField = false }) =>
          row.parts[name] !== undefined && isOptionalField === isOptional ? [[name, row.parts[name]]] : [],
        ),
      );
    variant.rows[rows] = { selector: row.selector, fields: pick(false), optionalFields: pick(true), rows: {} };
    for (const [other, fields] of Object.entries(emptyRows[kind] ?? {})) {
      if (other === rows) Object.assign(variant.rows[rows] ?? {}, { rows: fields });
      else variant.rows[other] = fields;
    }
    return variant;
  }
  for (const { name, isOptionalField } of parts) {
    const element = chosen[name];
    if (!element) continue;
    const locator = locate(element);
    if (locator === undefined) return undefined;
    variant[isOptionalField ? 'optionalFields' : 'fields'][name] = locator;
  }
  return variant;
}

/** Rows that the profile's schema wants and nobody is asked for: none, by a selector that matches nothing. */
const none = ':not(*)';
const emptyRows: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'order-list': { orders: { reasons: { selector: none, fields: { material: none }, optionalFields: {}, rows: {} } } },
  'apply-upload': {
    materials: {},
    layers: { selector: none, fields: { text: none, confirmButton: none }, optionalFields: {}, rows: {} },
  },
};

type Found = {
  readonly fields: Record<string, unknown>;
  readonly optionalFields: Record<string, unknown>;
  readonly rows: Record<string, readonly Found[]>;
};

function isSame(found: Found, { parts, rows }: TeachableKind, chosen: Chosen): boolean {
  const regions = rows === undefined ? [found] : (found.rows[rows] ?? []);
  return parts.every(({ name }) => {
    const element = chosen[name];
    if (!element) return true;
    return regions.some(({ fields, optionalFields }) => {
      const one = (fields[name] ?? optionalFields[name]) as HTMLElement | undefined;
      return one === element || (rows !== undefined && one?.contains(element));
    });
  });
}

/**
 * @param profile on whose site the document stands
 * @param url of the document, as page detection is given it
 * @returns undefined where what was made does not find the very same elements
 */
export function makePage(
  kind: TeachableKind,
  chosen: Chosen,
  profile: SiteProfile,
  url: URL,
  document: Document,
): MadePage | undefined {
  for (const locate of [makeLocator, makeSelector]) {
    const variant = makeVariant(kind, chosen, locate);
    if (!variant) continue;
    // The schema of the profile ties the names to the kind; the background checks by it what it is sent.
    const page = {
      kind: kind.kind,
      pathPattern: makePathPattern(url.pathname),
      variants: [variant],
    } as unknown as Page;
    const { page: found } = detectPage({ ...profile, pages: [page] }, url, document);
    if (!found || !isSame(found as unknown as Found, kind, chosen)) continue;
    const rowCount = kind.rows === undefined ? undefined : (found as unknown as Found).rows[kind.rows]?.length;
    return { page, ...(rowCount === undefined ? {} : { rowCount }) };
  }
  return undefined;
}
