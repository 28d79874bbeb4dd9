// The schema of a site profile: everything that is not known for sure about a site is data here, not code.
import * as z from 'zod/mini';
import { orderServiceSchema } from '../../shared/order-service.ts';
import { pageSchema } from './page-kinds.ts';
import { nonEmptySchema, originSchema } from './page-schema.ts';

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
