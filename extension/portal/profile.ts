// The schema of a site profile: everything that is not known for sure about a site is data here, not code.
import * as z from 'zod/mini';
import { orderServiceSchema } from '../../shared/order-service.ts';

const nonEmptySchema = z.string().check(z.minLength(1), z.maxLength(500));
/** Scheme, host and port exactly as `location.origin` gives them. */
const originSchema = z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/));
const regexSchema = z.string().check(
  z.maxLength(500),
  z.refine((source) => {
    try {
      return new RegExp(source) instanceof RegExp;
    } catch {
      return false;
    }
  }, 'not a regular expression'),
);
const selectorSchema = nonEmptySchema;

/** A thing that must stand on the page exactly `count` times, else the page is not the one we know. */
const markerSchema = z.strictObject({
  selector: selectorSchema,
  count: z.int().check(z.nonnegative()),
  /** When given, each of them must contain this text. */
  text: z.optional(nonEmptySchema),
});

/** One look of one kind of page. Selectors of `fields` must each match exactly one element. */
const pageVariantSchema = z.strictObject({
  name: nonEmptySchema,
  markers: z.array(markerSchema).check(z.minLength(1)),
  fields: z.strictObject({
    agentName: selectorSchema,
    agentPhone: selectorSchema,
    pin: selectorSchema,
    verifyButton: selectorSchema,
    renewButton: selectorSchema,
  }),
});

const pageSchema = z.strictObject({
  kind: z.enum(['quick-renew']),
  origin: originSchema,
  /** Matched against path and query of the page's URL. */
  pathPattern: regexSchema,
  variants: z.array(pageVariantSchema).check(z.minLength(1)),
});

export const siteProfileSchema = z
  .strictObject({
    id: z.string().check(z.regex(/^[a-z][a-z0-9-]*$/)),
    /** What the clerk calls the site. */
    displayName: z.strictObject({ zh: nonEmptySchema, en: nonEmptySchema }),
    /** Origins on which we may do anything at all. */
    origins: z.array(originSchema).check(z.minLength(1)),
    pages: z.array(pageSchema).check(z.minLength(1)),
    orderService: orderServiceSchema,
    /** Base64 DER. Empty means continuity (DESIGN, decision 4). */
    pinnedCaCertificates: z.array(z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))).check(z.maxLength(16)),
    /** When the CA lets a certificate be renewed, in days around its end. */
    renewalWindow: z.strictObject({
      daysBeforeExpiry: z.int().check(z.nonnegative()),
      daysAfterExpiry: z.int().check(z.nonnegative()),
    }),
  })
  .check(
    z.refine((profile) => profile.pages.every((page) => profile.origins.includes(page.origin)), {
      path: ['pages'],
      error: 'a page stands on an origin that is not in origins',
    }),
    z.refine((profile) => profile.origins.includes(new URL(profile.orderService.baseUrl).origin), {
      path: ['orderService', 'baseUrl'],
      error: 'not on one of the origins',
    }),
  );

export type SiteProfile = z.infer<typeof siteProfileSchema>;
export type PageKind = z.infer<typeof pageSchema>['kind'];
export type PageVariant = z.infer<typeof pageVariantSchema>;
export type PageFieldName = keyof PageVariant['fields'];
