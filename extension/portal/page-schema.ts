// How a site profile describes a page: when it is that page, and where its named parts stand. What parts a kind has is in page-kinds.ts.
import * as z from 'zod/mini';
import { isBoundedPattern } from './bounded-pattern.ts';

export const nonEmptySchema = z.string().check(z.minLength(1), z.maxLength(500));
/** Scheme, host and port exactly as `location.origin` gives them. */
export const originSchema = z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/));
export const regexSchema = z
  .string()
  .check(z.maxLength(500), z.refine(isBoundedPattern, 'not a regular expression that surely ends soon'));
const selectorSchema = nonEmptySchema;
type SelectorSchema = typeof selectorSchema;

/** A thing that must stand on the page exactly `count` times, else the page is not the one we know. */
const markerSchema = z.strictObject({
  selector: selectorSchema,
  count: z.int().check(z.nonnegative()),
  /** When given, only those count that contain this text. */
  text: z.optional(nonEmptySchema),
});

type Shape = Record<string, z.core.$ZodType>;
interface RegionParts<Field extends string, Optional extends string, Rows extends Shape> {
  /** Names of elements that must each be there exactly once. */
  readonly fields: readonly Field[];
  /** Names of elements that may be missing, but not be there twice. A profile may leave one out where the site has none. */
  readonly optionalFields?: readonly Optional[];
  /** Repeated elements, each a region of its own: see `describeRows`. */
  readonly rows?: Rows;
}

function namedSelectors<Name extends string>(names: readonly Name[]): Record<Name, SelectorSchema> {
  return Object.fromEntries(names.map((name) => [name, selectorSchema])) as Record<Name, SelectorSchema>;
}

function regionShape<Field extends string, Optional extends string, Rows extends Shape>({
  fields,
  optionalFields = [],
  rows,
}: RegionParts<Field, Optional, Rows>) {
  return {
    fields: z.strictObject(namedSelectors(fields)),
    optionalFields: z.partial(z.strictObject(namedSelectors(optionalFields))),
    rows: z.strictObject(rows ?? ({} as Rows)),
  };
}

/** Repeated elements (rows of a table, cards of a list): any number, none included. Selectors inside are looked up within one row. */
export function describeRows<
  Field extends string,
  Optional extends string = never,
  Rows extends Shape = Record<never, never>,
>(parts: RegionParts<Field, Optional, Rows>) {
  return z.strictObject({ selector: selectorSchema, ...regionShape(parts) });
}

/** One kind of page, in all the looks (variants) that the site has for it. */
export function describePageKind<
  Kind extends string,
  Field extends string,
  Optional extends string = never,
  Rows extends Shape = Record<never, never>,
>(kind: Kind, parts: RegionParts<Field, Optional, Rows>) {
  return z.strictObject({
    kind: z.literal(kind),
    origin: originSchema,
    /** Matched against path and query of the page's URL. */
    pathPattern: regexSchema,
    /** Our names of the URL's query parameters → the site's. Those that the URL has come with the detected page. */
    urlParams: z.optional(z.record(z.string(), nonEmptySchema)),
    variants: z
      .array(z.strictObject({ name: nonEmptySchema, markers: z.array(markerSchema), ...regionShape(parts) }))
      .check(z.minLength(1)),
  });
}
