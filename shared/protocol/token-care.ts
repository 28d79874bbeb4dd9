// Messages for the care of a U盾 between renewals: its PIN, what lies on it, whether it is plugged in, and the host's own health.
import * as z from 'zod/mini';
import { certificateDescriptionSchema, certificateHashSchema, unreadableCertificateSchema } from '../certificate.ts';
import { orderIdSchema, pinSchema, tokenIdSchema } from './names.ts';

/** How one token is named; without a hash it must be the only one of its name, as one with no certificate on it is. */
const tokenNameShape = { tokenId: tokenIdSchema, certificateHash: z.optional(certificateHashSchema) };

/**
 * What may become of an entry of the token:
 * - `in-use`: a certificate with its key; nothing to do
 * - `unfinished-order`: the key of an order that is still under way
 * - `leftover`: a key that the journal claims, for an order that was given up, without a certificate: `clean-up` removes it
 * - `superseded`: a certificate whose renewal or change the journal shows as verified: `retire-certificate` removes it
 * - `foreign`: a key without a certificate that the journal does not claim: never touched
 * - `certificate-only`: a certificate whose key is not on the token
 */
export const entryVerdictSchema = z.enum([
  'in-use',
  'unfinished-order',
  'leftover',
  'superseded',
  'foreign',
  'certificate-only',
]);

const tokenEntrySchema = z.strictObject({
  /** Names the entry within this answer. */
  entryId: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  verdict: entryVerdictSchema,
  /** CKA_LABEL of the key, else of the certificate; may be empty. */
  label: z.string(),
  keyAlgorithm: z.enum(['RSA', 'EC', 'SM2', 'other']),
  /** 0 where unknown. */
  keySizeBits: z.int(),
  certificate: z.optional(certificateDescriptionSchema),
  /** In its place where the certificate cannot be read. Since version 4. */
  unreadable: z.optional(unreadableCertificateSchema),
  /** The order of the journal that speaks of this key or certificate. */
  order: z.optional(
    z.strictObject({
      orderId: orderIdSchema,
      orderNumber: z.string(),
      /** When that order came into its present state, ISO 8601. For `superseded`: when the new certificate was verified. */
      updatedAt: z.string(),
      /** For `superseded`: the certificate that takes its place. */
      newCertificateHash: z.optional(certificateHashSchema),
      /** For `superseded`: what decides when it may go (see judge-retirement.ts). Since version 4. */
      retirement: z.optional(
        z.strictObject({
          verifiedAt: z.string(),
          isUsed: z.boolean(),
          confirmation: z.enum(['enough', 'missing', 'order-open']),
        }),
      ),
    }),
  ),
});

/** What is known of the administrator's PIN's tries, by the same kind of flags. */
const adminPinStateSchema = z.enum(['unknown-or-full', 'some-wrong', 'final-try', 'locked']);

const doctorCheckSchema = z.strictObject({
  /** Name of the check, kebab-case; a newer host may know more of them. */
  check: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/)),
  status: z.enum(['ok', 'warning', 'problem', 'unknown']),
  /** Paths, ids, versions: for the help desk. No secret, no certificate content. */
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const tokenCareSchemas = {
  /** Changes the user PIN (C_SetPIN). On a reader with its own pad both PINs are left out. */
  'change-pin': {
    params: z.strictObject({ ...tokenNameShape, oldPin: pinSchema, newPin: pinSchema }),
    result: z.strictObject({}),
  },
  /** Sets a new user PIN with the administrator's (C_Login as CKU_SO, C_InitPIN). */
  'unblock-pin': {
    params: z.strictObject({ ...tokenNameShape, adminPin: pinSchema, newPin: pinSchema }),
    result: z.strictObject({}),
  },
  /** What lies on the token and whose it is. Without a PIN only what the token shows to anybody. */
  'inspect-token': {
    params: z.strictObject({ ...tokenNameShape, pin: pinSchema }),
    result: z.strictObject({
      adminPinState: adminPinStateSchema,
      isReadWithPin: z.boolean(),
      /** Free memory in bytes, where the driver says (CK_TOKEN_INFO). */
      freeBytes: z.optional(z.int()),
      entries: z.array(tokenEntrySchema),
    }),
  },
  /** Removes the keys of these orders where their verdict is `leftover`; any other is left alone and not in the answer. */
  'clean-up': {
    params: z.strictObject({
      ...tokenNameShape,
      pin: pinSchema,
      orderIds: z.array(orderIdSchema).check(z.maxLength(64)),
    }),
    result: z.strictObject({ removedOrderIds: z.array(orderIdSchema) }),
  },
  /** Removes a superseded certificate with its key, after a signature with the new key was tried once more. */
  'retire-certificate': {
    params: z.strictObject({
      tokenId: tokenIdSchema,
      /** The old one. */
      certificateHash: certificateHashSchema,
      newCertificateHash: certificateHashSchema,
      pin: pinSchema,
      /** Days of the site profile after which it may go though the new one was not seen at work; left out: 30. Since version 4. */
      afterDays: z.optional(z.int().check(z.nonnegative(), z.maximum(36_500))),
    }),
    result: z.strictObject({}),
  },
  /** Journals that the CA knows of the certificate on the token and has said yes. Of a verified order only; may be repeated. */
  'confirm-order': { params: z.strictObject({ orderId: orderIdSchema }), result: z.strictObject({}) },
  /** Sends an event whenever tokens come or go, until it is cancelled or the port closes. Other commands go on meanwhile. */
  'watch-tokens': { params: z.strictObject({}), result: z.strictObject({}) },
  /** The host's look at its own installation. */
  doctor: {
    params: z.strictObject({}),
    result: z.strictObject({
      hostVersion: z.string(),
      nodeVersion: z.string(),
      platform: z.string(),
      architecture: z.string(),
      checks: z.array(doctorCheckSchema),
    }),
  },
} as const;

export type EntryVerdict = z.infer<typeof entryVerdictSchema>;
export type TokenEntry = z.infer<typeof tokenEntrySchema>;
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;
