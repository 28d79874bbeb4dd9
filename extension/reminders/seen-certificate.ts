// What is remembered of a certificate that was once on a plugged-in U盾. Nothing here is secret.
import * as z from 'zod/mini';
import { certificateDescriptionSchema, certificateHashSchema } from '../../shared/certificate.ts';
import { tokenIdSchema } from '../../shared/protocol/names.ts';

const text = z.string().check(z.maxLength(512));
const momentSchema = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'no date'));
const localDaySchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** One 证书: of a pair for signing and encryption, the one for signing stands for both. */
const certificateFactsShape = {
  hash: certificateHashSchema,
  unitName: text,
  creditCode: z.optional(text),
  /** Likeliest 社保号. */
  socialInsuranceNumber: z.optional(text),
  /** ISO 8601 UTC. */
  notBefore: momentSchema,
  notAfter: momentSchema,
  keyAlgorithm: certificateDescriptionSchema.shape.keyAlgorithm,
  /** Left out by earlier versions. */
  issuerName: z.optional(text),
  /** An order of ours brought it. */
  isFromOrder: z.optional(z.boolean()),
};

const tokenFactsShape = { tokenId: tokenIdSchema, chipNumber: text, tokenLabel: text, driverName: text };

/** A plugged-in U盾 with the certificates on it that are in use, as whoever listed it reports it. */
export const sightingSchema = z.object({
  ...tokenFactsShape,
  certificates: z.array(z.object(certificateFactsShape)).check(z.maxLength(64)),
});

/** What was said to the clerk of a certificate, and what the clerk said to that. */
const memoSchema = z.object({
  /** The last day on which a reminder was made. */
  toldOn: z.optional(localDaySchema),
  /** The smallest of the reminder days that was announced. */
  announced: z.optional(z.int()),
  /** 三天后提醒: silent until this day. */
  snoozedUntil: z.optional(localDaySchema),
  /** 不再提醒此证书. */
  isMuted: z.boolean(),
});

// Not strict: what a newer version added is dropped, the rest stands.
export const seenCertificateSchema = z.object({
  ...certificateFactsShape,
  ...tokenFactsShape,
  /** ISO 8601 UTC, by the best-known time. */
  lastSeenAt: momentSchema,
  memo: memoSchema,
});

export type Sighting = z.infer<typeof sightingSchema>;
export type SightedCertificate = Sighting['certificates'][number];
export type ReminderMemo = z.infer<typeof memoSchema>;
export type SeenCertificate = z.infer<typeof seenCertificateSchema>;
