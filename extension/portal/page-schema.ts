// How a site profile describes a page: when it is that page, and where its named parts stand. What parts a kind has is in page-kinds.ts.
import * as z from 'zod/mini';
import { isBoundedPattern } from './bounded-pattern.ts';
import { wordKinds } from './words/word-locator.ts';

export const nonEmptySchema = z.string().check(z.minLength(1), z.maxLength(500));
/** Scheme, host and port exactly as `location.origin` gives them. */
export const originSchema = z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/));
export const regexSchema = z
  .string()
  .check(z.maxLength(500), z.refine(isBoundedPattern, 'not a regular expression that surely ends soon'));
const selectorSchema = nonEmptySchema;

const wordsShape = {
  kind: z.enum(wordKinds),
  words: z.array(nonEmptySchema).check(z.maxLength(40)),
  under: z.optional(z.array(nonEmptySchema).check(z.maxLength(20))),
  after: z.optional(nonEmptySchema),
  notBehind: z.optional(z.array(nonEmptySchema).check(z.maxLength(20))),
  notBeside: z.optional(z.array(nonEmptySchema).check(z.maxLength(20))),
  patterns: z.optional(z.array(regexSchema).check(z.minLength(1), z.maxLength(40))),
};
/** Where a part stands: a selector that matches once, for a page that is known; or words, for one that nobody has seen. */
const locatorSchema = z.union([
  selectorSchema,
  z
    .strictObject(wordsShape)
    .check(z.refine(({ words, patterns }) => words.length > 0 || patterns !== undefined, 'neither words nor patterns')),
]);
type LocatorSchema = typeof locatorSchema;

/** What tells the page: a thing that stands there exactly `count` times, or words that are there (0: that are not). */
const markerSchema = z.union([
  z.strictObject({
    selector: selectorSchema,
    count: z.int().check(z.nonnegative()),
    /** When given, only those count that contain this text. */
    text: z.optional(nonEmptySchema),
  }),
  z.strictObject({ ...wordsShape, count: z.optional(z.literal(0)) }),
]);

type Shape = Record<string, z.core.$ZodType>;
interface RegionParts<Field extends string, Lacking extends string, Optional extends string, Rows extends Shape> {
  /** Names of elements that must each be there exactly once. */
  readonly fields: readonly Field[];
  /** The same; but a profile may leave one out where the site has none: what a profile names is needed. */
  readonly mayLack?: readonly Lacking[];
  /** Names of elements that may be missing, but not be there twice. A profile may leave one out where the site has none. */
  readonly optionalFields?: readonly Optional[];
  /** Repeated elements, each a region of its own: see `describeRows`. */
  readonly rows?: Rows;
}

function namedLocators<Name extends string>(names: readonly Name[]): Record<Name, LocatorSchema> {
  return Object.fromEntries(names.map((name) => [name, locatorSchema])) as Record<Name, LocatorSchema>;
}

function regionShape<Field extends string, Lacking extends string, Optional extends string, Rows extends Shape>({
  fields,
  mayLack = [],
  optionalFields = [],
  rows,
}: RegionParts<Field, Lacking, Optional, Rows>) {
  return {
    fields: z.extend(z.partial(z.strictObject(namedLocators(mayLack))), namedLocators(fields)),
    optionalFields: z.partial(z.strictObject(namedLocators(optionalFields))),
    rows: z.strictObject(rows ?? ({} as Rows)),
  };
}

/**
 * Repeated elements (rows of a table, cards of a list): any number, none included. Either `selector` matches them, or each is the
 * smallest element `around` one thing of the field of that name. Parts are looked up within one row.
 */
export function describeRows<
  Field extends string,
  Optional extends string = never,
  Rows extends Shape = Record<never, never>,
>(parts: RegionParts<Field, never, Optional, Rows>) {
  return z
    .strictObject({
      selector: z.optional(selectorSchema),
      around: z.optional(z.enum(parts.fields)),
      ...regionShape(parts),
    })
    .check(z.refine((row) => (row.selector === undefined) !== (row.around === undefined), 'either selector or around'));
}

const tellsSomething = ({ markers, fields, rows }: { markers: unknown[]; fields: object; rows: object }) =>
  markers.length > 0 || Object.keys(fields).length > 0 || Object.keys(rows).length > 0;

/** One kind of page, in all the looks (variants) that the site has for it. */
export function describePageKind<
  Kind extends string,
  Field extends string,
  Lacking extends string = never,
  Optional extends string = never,
  Rows extends Shape = Record<never, never>,
>(kind: Kind, parts: RegionParts<Field, Lacking, Optional, Rows>) {
  return z.strictObject({
    kind: z.literal(kind),
    /** Left out: any origin of the profile. */
    origin: z.optional(originSchema),
    /** Matched against path and query of the page's URL. Left out: any address. */
    pathPattern: z.optional(regexSchema),
    /** Our names of the URL's query parameters → the site's. Those that the URL has come with the detected page. */
    urlParams: z.optional(z.record(z.string(), nonEmptySchema)),
    variants: z
      .array(
        z
          .strictObject({ name: nonEmptySchema, markers: z.array(markerSchema), ...regionShape(parts) })
          .check(z.refine(tellsSomething, 'neither markers nor parts: every page would be this one')),
      )
      .check(z.minLength(1)),
  });
}
