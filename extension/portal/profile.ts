// The schema of a site profile: everything that is not known for sure about a site is data here, not code.
import * as z from 'zod/mini';
import { keyAlgorithmSchema } from '../../shared/certificate.ts';
import { orderServiceSchema } from '../../shared/order-service.ts';
import { controlsSchema } from './controls-schema.ts';
import { listAddresses } from './list-addresses.ts';
import { materialRulesSchema } from './material-rules.ts';
import { orderListSchema } from './order-list-schema.ts';
import { pageSchema } from './page-kinds.ts';
import { nonEmptySchema, originSchema, regexSchema } from './page-schema.ts';

const urlSchema = z.string().check(z.regex(/^https?:\/\/\S+$/), z.maxLength(500));

/** A row of the 钥匙盘 table, and how to tell that a U盾 is of that kind. */
const tokenKindSchema = z.strictObject({
  /** Text that stands in the row. */
  rowName: nonEmptySchema,
  /** The row for social insurance: taken for every U盾 that no other row claims. Exactly one has it. */
  isUsual: z.boolean(),
  /** Driver names as the host's table has them. Any of these drivers serves the U盾 of this row. */
  driverNames: z.array(nonEmptySchema),
  /** Regular expressions on label and model that tell a U盾 of this row. */
  tokenPatterns: z.array(regexSchema),
});

/** Days before expiry on which the clerk is reminded, once each; from the last of them on, every day. */
export const reminderDaysSchema = z
  .array(z.int().check(z.positive(), z.maximum(366)))
  .check(z.minLength(1), z.maxLength(20));

/** '' for what the pattern lets through and no browser would open. */
const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : '');

export const siteProfileSchema = z
  .strictObject({
    id: z.string().check(z.regex(/^[a-z][a-z0-9-]*$/)),
    /** What the clerk calls the site. */
    displayName: z.strictObject({ zh: nonEmptySchema, en: nonEmptySchema }),
    /** Origins on which we may do anything at all. */
    origins: z.array(originSchema).check(z.minLength(1)),
    pages: z.array(pageSchema).check(z.minLength(1)),
    orderService: orderServiceSchema,
    orderList: orderListSchema,
    /** ActiveX controls that the site's own pages call; left out, nothing of ours stands in for any. */
    controls: z.optional(controlsSchema),
    /** What is taken as a scan. */
    materials: materialRulesSchema,
    tokenKinds: z
      .array(tokenKindSchema)
      .check(
        z.refine((kinds) => kinds.filter(({ isUsual }) => isUsual).length === 1, 'exactly one row is the usual one'),
      ),
    /** Pages of the site that we lead to. */
    links: z.strictObject({
      /** Where the portal offers the jobs: the start of a renewal. */
      portal: urlSchema,
      login: urlSchema,
      home: urlSchema,
      orderList: urlSchema,
      renewByOrder: urlSchema,
      upgradeKey: urlSchema,
      taxKey: urlSchema,
    }),
    /**
     * Names (CN) of the CAs whose certificates are used here, as they are or as part of longer ones; case, width and
     * blanks are no difference. Left out, every certificate is taken as one of the site.
     */
    issuerNames: z.optional(z.array(nonEmptySchema).check(z.minLength(1), z.maxLength(32))),
    /** OIDs of extensions that the CA's new certificates may have though the old ones have not. */
    allowedExtensions: z.optional(
      z.array(z.string().check(z.regex(/^\d+(\.\d+)+$/), z.maxLength(128))).check(z.maxLength(32)),
    ),
    /** The key of new certificates where the CA wants another kind than the old ones have; left out, they keep it. */
    newKeyAlgorithm: z.optional(keyAlgorithmSchema),
    /** Base64 DER. Empty means continuity (the key that signed the old certificate must have signed the new one). */
    pinnedCaCertificates: z.array(z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))).check(z.maxLength(16)),
    /** When the CA lets a certificate be renewed, in days around its end. */
    renewalWindow: z.strictObject({
      daysBeforeExpiry: z.int().check(z.nonnegative()),
      daysAfterExpiry: z.int().check(z.nonnegative()),
    }),
    reminderDays: reminderDaysSchema,
    /** After so many days with a verified new certificate the old one may be removed though the new one was not seen at work. */
    retireOldAfterDays: z.int().check(z.nonnegative()),
  })
  .check(
    z.refine(
      (profile) => profile.pages.every(({ origin }) => origin === undefined || profile.origins.includes(origin)),
      {
        path: ['pages'],
        error: 'a page stands on an origin that is not in origins',
      },
    ),
    z.refine((profile) => profile.origins.includes(originOf(profile.orderList.url)), {
      path: ['orderList', 'url'],
      error: 'not on one of the origins',
    }),
    z.refine((profile) => Object.values(profile.links).every((link) => profile.origins.includes(originOf(link))), {
      path: ['links'],
      error: 'not on one of the origins',
    }),
    z.refine((profile) => profile.origins.includes(originOf(profile.orderService.baseUrl)), {
      path: ['orderService', 'baseUrl'],
      error: 'not on one of the origins',
    }),
    // A path may be an address of its own (`https://…`, `//…`).
    z.refine((profile) => listAddresses(profile).every((address) => profile.origins.includes(originOf(address))), {
      path: ['orderService', 'endpoints'],
      error: 'leads away from the origins',
    }),
  );

export type SiteProfile = z.infer<typeof siteProfileSchema>;
