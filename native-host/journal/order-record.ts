// What the journal says of one order: its events as schemas, and their sum.
import * as z from 'zod/mini';
import { keyAlgorithmSchema } from '../../shared/certificate.ts';
import { type NextStep, type Order, type OrderState, operationSchema } from '../../shared/protocol/messages.ts';

const base64Schema = z.string();
const at = z.string();
/** As in a certificate, however long: what messages may carry is no measure for what must be kept. */
const attributeSchema = z.strictObject({ type: z.string(), value: z.string() });

/** Events of an order, one a journal line. No secret: request, proof and certificates are public by nature. */
export const orderEventSchema = z.discriminatedUnion('state', [
  z.strictObject({
    at,
    state: z.literal('draft'),
    orderId: z.string(),
    operation: operationSchema,
    orderNumber: z.string(),
    unitName: z.string(),
    token: z.strictObject({ serialNumber: z.string(), label: z.string(), certificateHash: z.string() }),
    /** DER of the certificate being replaced: its key proves, its issuer vouches. */
    oldCertificate: base64Schema,
    keyAlgorithm: keyAlgorithmSchema,
    /** CKA_LABEL under which the new key is made: claims it even if we are killed while it is made. */
    keyLabel: z.string(),
    /** The subject that the new certificate must have. */
    subject: z.array(attributeSchema),
    /** Of a change: text extensions that it must have, too. */
    extensions: z.optional(z.array(attributeSchema)),
    pinnedCaCertificates: z.array(base64Schema),
    /** CA certificates that were known when the order began. */
    knownCaCertificates: z.optional(z.array(base64Schema)),
    /** OIDs of extensions that the site profile lets the new certificate have though the old one has not. */
    allowedExtensions: z.optional(z.array(z.string())),
    /** Of an order that a page's control began: the site, and the request's subject where it is not the certificate's. */
    control: z.optional(z.strictObject({ site: z.string(), requestSubject: z.optional(z.array(attributeSchema)) })),
  }),
  /** Another label for the key: under the last one something is on the token that is no whole key pair. The state stays. */
  z.strictObject({ at, state: z.literal('key-attempt'), keyLabel: z.string() }),
  /** `publicKey`: SubjectPublicKeyInfo, DER. */
  z.strictObject({ at, state: z.literal('key-generated'), publicKey: base64Schema }),
  z.strictObject({ at, state: z.literal('request-signed'), pkcs10: base64Schema, proof: base64Schema }),
  z.strictObject({ at, state: z.literal('submitted') }),
  z.strictObject({ at, state: z.literal('accepted') }),
  /** `bundle`: what the CA delivered, so that a restart needs no second download. */
  z.strictObject({
    at,
    state: z.literal('issued'),
    certificateHash: z.string(),
    bundle: base64Schema,
    /** Of a pair: the second certificate where it came by itself, and the enveloped private key, which only the token opens. */
    encryptionCertificates: z.optional(base64Schema),
    encryptionKey: z.optional(base64Schema),
    encryptionKeyWrap: z.optional(base64Schema),
    /** Who stands behind it: see find-trust.ts. */
    trust: z.optional(z.enum(['pinned', 'known', 'continuity'])),
  }),
  z.strictObject({ at, state: z.literal('written') }),
  z.strictObject({ at, state: z.literal('verified') }),
  z.strictObject({ at, state: z.literal('abandoned'), isKeyRemoved: z.boolean() }),
  /** Of a verified order: its old certificate is about to be removed on the clerk's word, and was. The order stays `verified`. */
  z.strictObject({ at, state: z.literal('retiring') }),
  z.strictObject({ at, state: z.literal('retired') }),
  /** Of a verified order: the CA was told that its certificate is on the token, and said yes. */
  z.strictObject({ at, state: z.literal('ca-confirmed') }),
  /** Of a verified order: its certificate has signed what a site asked for. */
  z.strictObject({ at, state: z.literal('used') }),
]);

export type OrderEvent = z.infer<typeof orderEventSchema>;
export type DraftEvent = Extract<OrderEvent, { state: 'draft' }>;

/** An order as its events leave it. */
export interface OrderRecord {
  readonly draft: DraftEvent;
  readonly state: OrderState;
  readonly updatedAt: string;
  /** Every CKA_LABEL under which a key may have been made for it; the last is the one in use. */
  readonly keyLabels: readonly string[];
  /** How many events the journal has of it: another number later means that somebody else went on with it. */
  readonly eventCount: number;
  readonly publicKey?: string;
  readonly pkcs10?: string;
  readonly proof?: string;
  readonly newCertificateHash?: string;
  readonly bundle?: string;
  readonly encryptionCertificates?: string | undefined;
  readonly encryptionKey?: string | undefined;
  readonly encryptionKeyWrap?: string | undefined;
  readonly trust?: 'pinned' | 'known' | 'continuity';
  /** How far the removal of the old certificate has come, once the clerk asked for it. */
  readonly retirement?: 'retiring' | 'retired';
  /** The CA knows that the certificate is on the token. */
  readonly isConfirmed?: boolean;
  /** The certificate has signed what a site asked for. */
  readonly isUsed?: boolean;
}

/** Sums up an order's events; null when they do not begin with its draft. */
export function foldEvents(events: readonly OrderEvent[]): OrderRecord | null {
  const [draft, ...later] = events;
  if (draft?.state !== 'draft') return null;
  return later.reduce<OrderRecord>(applyEvent, beginRecord(draft));
}

/** An order of which there is only its draft. */
export const beginRecord = (draft: DraftEvent): OrderRecord => ({
  draft,
  state: 'draft',
  updatedAt: draft.at,
  keyLabels: [draft.keyLabel],
  eventCount: 1,
});

/** The order after one more event. */
export function applyEvent(before: OrderRecord, event: OrderEvent): OrderRecord {
  const record = { ...before, eventCount: before.eventCount + 1 };
  if (event.state === 'key-attempt') return { ...record, keyLabels: [...record.keyLabels, event.keyLabel] };
  // No state of the order's own: older extensions know only those, and `verified` is still what is true.
  if (event.state === 'retiring' || event.state === 'retired') return { ...record, retirement: event.state };
  if (event.state === 'ca-confirmed') return { ...record, isConfirmed: true };
  if (event.state === 'used') return { ...record, isUsed: true };
  const next = { ...record, state: event.state, updatedAt: event.at };
  switch (event.state) {
    case 'key-generated':
      return { ...next, publicKey: event.publicKey };
    case 'request-signed':
      return { ...next, pkcs10: event.pkcs10, proof: event.proof };
    case 'issued':
      return {
        ...next,
        newCertificateHash: event.certificateHash,
        bundle: event.bundle,
        encryptionCertificates: event.encryptionCertificates,
        encryptionKey: event.encryptionKey,
        encryptionKeyWrap: event.encryptionKeyWrap,
        ...(event.trust === undefined ? {} : { trust: event.trust }),
      };
    default:
      return next;
  }
}

/** What has to be done next with an order in this state. */
const nextSteps: Readonly<Record<OrderState, NextStep>> = {
  draft: 'create-request',
  'key-generated': 'create-request',
  'request-signed': 'submit',
  submitted: 'ask-status',
  accepted: 'ask-status',
  issued: 'install',
  written: 'install',
  verified: 'none',
  abandoned: 'none',
};

/** True for an order that is neither done nor given up. */
export const isUnfinished = (record: OrderRecord) => nextSteps[record.state] !== 'none';

/** The order as the protocol tells it. */
export function describeOrder(record: OrderRecord): Order {
  const { draft } = record;
  return {
    orderId: draft.orderId,
    operation: draft.operation,
    state: record.state,
    nextStep: nextSteps[record.state],
    chipNumber: draft.token.serialNumber,
    unitName: draft.unitName,
    orderNumber: draft.orderNumber,
    oldCertificateHash: draft.token.certificateHash,
    ...(record.newCertificateHash === undefined ? {} : { newCertificateHash: record.newCertificateHash }),
    startedAt: draft.at,
    updatedAt: record.updatedAt,
  };
}
