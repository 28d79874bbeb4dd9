// The schema of a platform's order list (订单查询) in a site profile: where its data are, what its fields and words mean.
import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1), z.maxLength(500));

export const orderKindSchema = z.enum(['new', 'renew', 'change', 'replace', 'other']);
/**
 * What a state means to the clerk: `draft` not submitted, `reviewing`, `rejected` materials to send again,
 * `approved` passed (to be downloaded, or to be made), `making`, `posted`, `downloaded`; `other` is a state that we do not know.
 */
export const orderStageSchema = z.enum([
  'draft',
  'reviewing',
  'rejected',
  'approved',
  'making',
  'posted',
  'downloaded',
  'other',
]);

export const orderListSchema = z.strictObject({
  /** False: a guess, as in the order service. */
  confirmed: z.optional(z.boolean()),
  /** Answers with JSON for who is logged in (cookies). */
  url: z.string().check(z.regex(/^https?:\/\/\S+$/)),
  deadlineMs: z.int().check(z.positive()),
  answer: z.strictObject({ code: name, message: name, data: name, okCode: name }),
  loggedOutCodes: z.array(name),
  /** The site's names of an order's fields. */
  fields: z.strictObject({
    orderNumber: name,
    kind: name,
    unitName: name,
    orderedAt: name,
    state: name,
    reasons: name,
    reasonMaterial: name,
    reasonText: name,
    carrier: name,
    trackingNumber: name,
  }),
  /** The site's words → ours; a word that is not here is shown as it is. */
  kinds: z.record(name, orderKindSchema),
  states: z.record(name, orderStageSchema),
  /** Of the site's times, e.g. `+08:00`. */
  utcOffset: z.string().check(z.regex(/^[+-]\d\d:\d\d$/)),
  /** Pauses between two questions in the background: the usual one, and the longest that failures stretch it to. */
  pollMinutes: z.strictObject({ usual: z.int().check(z.minimum(1)), longest: z.int().check(z.minimum(1)) }),
});

export type OrderList = z.infer<typeof orderListSchema>;
