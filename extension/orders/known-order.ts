// An order of the platform as we remember it, and what can be read from it.
import * as z from 'zod/mini';
import { orderKindSchema, orderStageSchema } from '../portal/order-list-schema.ts';

const text = z.string().check(z.maxLength(300));

export const knownOrderSchema = z.strictObject({
  orderNumber: z.string().check(z.regex(/^[0-9A-Za-z-]{1,64}$/)),
  kind: orderKindSchema,
  unitName: text,
  stage: orderStageSchema,
  /** The platform's own words for kind and state. */
  kindText: text,
  stateText: text,
  /** ISO date: since when it is in this state, as far as we know. */
  since: z.string(),
  /** What the reviewer has against which material. */
  reasons: z.array(z.strictObject({ material: text, reason: text })).check(z.maxLength(20)),
  /** Carrier and tracking number. */
  express: text,
  /** False while the clerk has still to be told of this state. */
  isAnnounced: z.boolean(),
});

export type KnownOrder = z.infer<typeof knownOrderSchema>;

/** Neither finished on the U盾 nor in the post. */
export function isOpen({ stage }: KnownOrder): boolean {
  return stage !== 'posted' && stage !== 'downloaded';
}

const isForToken = ({ kind }: KnownOrder) => kind === 'renew' || kind === 'change';

/** The new certificate waits for its U盾. */
export function isReadyToInstall(order: KnownOrder): boolean {
  return order.stage === 'approved' && isForToken(order);
}

/** The clerk has to do something before anything goes on. */
export function needsClerk(order: KnownOrder): boolean {
  return order.stage === 'rejected' || isReadyToInstall(order);
}

/** Something will happen to it without the clerk: worth asking often. */
export function isWaitingForSite(order: KnownOrder): boolean {
  return isOpen(order) && order.stage !== 'draft' && !needsClerk(order);
}
