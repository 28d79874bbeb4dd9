// What people on the spot have added to the site profiles: pages that the assistant was taught, and further addresses of a site.
import * as z from 'zod/mini';
import { pageSchema } from './page-kinds.ts';
import { nonEmptySchema, originSchema } from './page-schema.ts';
import { readPlainPath } from './plain-path.ts';

const siteIdSchema = z.string().check(z.regex(/^[a-z][a-z0-9-]*$/), z.maxLength(100));
const permilleSchema = z.int().check(z.nonnegative(), z.maximum(1000));

/** Where a part stood when it was taught, in thousandths of the form's width and height: enough to draw the form by. */
const sketchPartSchema = z.strictObject({
  /** The clerk's word for the part. */
  words: nonEmptySchema,
  x: permilleSchema,
  y: permilleSchema,
  width: permilleSchema,
  height: permilleSchema,
});

export const taughtPageSchema = z.strictObject({
  /** A UUID. */
  id: z.string().check(z.regex(/^[0-9a-f-]{36}$/)),
  /** Of the profile that it belongs to. */
  siteId: siteIdSchema,
  /** Where it was taught, for people to read: on other origins of the site it holds as well. */
  origin: originSchema,
  /** ISO 8601 UTC. */
  taughtAt: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)),
  /** One kind of page with one look. Its address is part of what tells it. */
  page: pageSchema.check(
    z.refine(
      ({ pathPattern, variants }) => readPlainPath(pathPattern ?? '') !== undefined && variants.length === 1,
      'one look at one address',
    ),
  ),
  sketch: z.array(sketchPartSchema).check(z.maxLength(40)),
});
export type TaughtPage = z.infer<typeof taughtPageSchema>;

export const supplementSchema = z.strictObject({
  /** Further origins of a profile's site: the browser is asked for access to each. */
  sites: z.array(z.strictObject({ siteId: siteIdSchema, origin: originSchema })).check(z.maxLength(50)),
  pages: z.array(taughtPageSchema).check(z.maxLength(100)),
});
export type Supplement = z.infer<typeof supplementSchema>;
