// Every message between extension and native host, as schemas: the only definition. PROTOCOL.md explains them.
import * as z from 'zod/mini';
import {
  certificateDescriptionSchema,
  certificateHashSchema,
  keyAlgorithmSchema,
  nameAttributeSchema,
  unreadableCertificateSchema,
} from '../certificate.ts';
import { controlWorkSchemas } from './control-work.ts';
import { orderIdSchema, pinSchema, tokenIdSchema } from './names.ts';
import { cancelSchemas, helloSchemas, requestIdSchema } from './request.ts';
import { tokenCareSchemas } from './token-care.ts';

/** Base64 (RFC 4648 §4, padded) of DER bytes. */
const base64Schema = z.string().check(z.maxLength(200_000), z.regex(/^[A-Za-z0-9+/]*={0,2}$/));
const isoDateSchema = z.string();

/**
 * What is known of the PIN's tries. PKCS#11 gives flags, not a count, and some drivers never set them:
 * `unknown-or-full` claims no more than that.
 */
export const pinStateSchema = z.enum(['unknown-or-full', 'some-wrong', 'final-try', 'locked', 'not-set']);

const tokenSchema = z.strictObject({
  tokenId: tokenIdSchema,
  /** CK_TOKEN_INFO.serialNumber, trimmed: the 芯片号. */
  chipNumber: z.string(),
  label: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  /** Name of the driver as the known-driver table gives it. */
  driverName: z.string(),
  pin: z.strictObject({
    state: pinStateSchema,
    /** How many wrong tries are left, where the driver counts them (SKF). Since version 3. */
    triesLeft: z.optional(z.int()),
    minLength: z.int(),
    maxLength: z.int(),
    /** The reader has its own pad: the PIN is typed there and none is sent. */
    isTypedOnReader: z.boolean(),
  }),
  isWriteProtected: z.boolean(),
  certificates: z.array(certificateDescriptionSchema),
  /** Those that lie there too and cannot be read. Since version 4; left out where there are none. */
  unreadableCertificates: z.optional(z.array(unreadableCertificateSchema)),
});

/** What became of one driver of the known-driver table that was found on this machine. */
const driverReportSchema = z.strictObject({
  driverName: z.string(),
  status: z.enum(['ok', 'wrong-architecture', 'load-failed', 'crashed', 'timeout', 'failed']),
  /** File name without folder, for the help desk. */
  fileName: z.string(),
  /** Tokens seen through it. */
  tokenCount: z.int(),
  /** For `wrong-architecture`: what the file was built for, e.g. `ia32`. */
  architecture: z.optional(z.string()),
  errorCode: z.optional(z.string()),
  /** From version 3 on: what the loader or the driver said, e.g. the name of a CKR. */
  reason: z.optional(z.string()),
});

/** Life of an order, in order. `abandoned` is an end like `verified`. */
export const orderStates = [
  'draft',
  'key-generated',
  'request-signed',
  'submitted',
  'accepted',
  'issued',
  'written',
  'verified',
  'abandoned',
] as const;
const orderStateSchema = z.enum(orderStates);

/** What the window has to do next with an order found in the journal. */
export const nextStepSchema = z.enum(['create-request', 'submit', 'ask-status', 'download', 'install', 'none']);

export const operationSchema = z.enum(['renew', 'change']);

const orderSchema = z.strictObject({
  orderId: orderIdSchema,
  operation: operationSchema,
  state: orderStateSchema,
  nextStep: nextStepSchema,
  chipNumber: z.string(),
  unitName: z.string(),
  /** The CA's order number. */
  orderNumber: z.string(),
  /** Hash of the certificate being renewed or changed. */
  oldCertificateHash: certificateHashSchema,
  /** Hash of the certificate written, once there is one. */
  newCertificateHash: z.optional(certificateHashSchema),
  startedAt: isoDateSchema,
  updatedAt: isoDateSchema,
});

/** Step names of progress events, in the order in which they come. */
export const progressStepSchema = z.enum([
  'open-token',
  'generate-key',
  'sign-request',
  'check-certificate',
  'write-certificate',
  'read-back',
  'sign-verify',
]);

const emptySchema = z.strictObject({});

/** One entry a command: what goes in, what comes out. */
export const commandSchemas = {
  hello: helloSchemas,
  'list-tokens': {
    params: emptySchema,
    result: z.strictObject({ tokens: z.array(tokenSchema), drivers: z.array(driverReportSchema) }),
  },
  'verify-pin': {
    params: z.strictObject({ tokenId: tokenIdSchema, certificateHash: certificateHashSchema, pin: pinSchema }),
    result: emptySchema,
  },
  'create-request': {
    params: z.strictObject({
      orderId: orderIdSchema,
      operation: operationSchema,
      tokenId: tokenIdSchema,
      /** The certificate on the token that is to be renewed or changed; its key signs the proof. */
      certificateHash: certificateHashSchema,
      pin: pinSchema,
      orderNumber: z.string().check(z.minLength(1), z.maxLength(64)),
      /** The CA's single-use nonce (PrintableString); goes into the PKCS#10 as challengePassword, so both signatures cover it. */
      nonce: z.string().check(z.minLength(8), z.maxLength(200), z.regex(/^[A-Za-z0-9 '()+,\-./:=?]+$/)),
      /** Base64 DER CA certificates that the site profile pins; empty means continuity (see PROTOCOL.md). */
      pinnedCaCertificates: z.array(base64Schema).check(z.maxLength(16)),
      /** For `change`: the subject that the clerk confirmed, in full. For `renew` it is left out and the old subject holds. */
      confirmedSubject: z.optional(z.array(nameAttributeSchema).check(z.minLength(1), z.maxLength(32))),
      /** For `change`: text extensions (dotted OID) that the clerk confirmed with it, e.g. the 统一社会信用代码. Those must be there just so. */
      confirmedExtensions: z.optional(z.array(nameAttributeSchema).check(z.maxLength(16))),
      /** Origin of the order service, which the proof names. From version 3 on. */
      site: z.optional(z.string().check(z.maxLength(300), z.regex(/^https?:\/\/[^\s/?#@\\]+$/))),
      /** OIDs of extensions that the site profile lets the new certificate have though the old one has not. From version 3 on. */
      allowedExtensions: z.optional(z.array(z.string().check(z.maxLength(128))).check(z.maxLength(32))),
      /** The new key, where the site profile says that the CA wants another kind than the old one. From version 3 on. */
      keyAlgorithm: z.optional(keyAlgorithmSchema),
    }),
    result: z.strictObject({
      orderId: orderIdSchema,
      /** Base64 DER CertificationRequest (RFC 2986), signed by the new key. */
      pkcs10: base64Schema,
      /** Base64 DER ContentInfo with SignedData (RFC 5652) by the old certificate's key: see PROTOCOL.md, What is signed. */
      proof: base64Schema,
      /** Hex SHA-256 of the new key's SubjectPublicKeyInfo. */
      publicKeyHash: z.string(),
    }),
  },
  /** Journals what the window did with the CA. `submitted` comes before the submit is sent. */
  'update-order': {
    params: z.strictObject({ orderId: orderIdSchema, state: z.enum(['submitted', 'accepted']) }),
    result: z.strictObject({ order: orderSchema }),
  },
  'install-certificate': {
    params: z.strictObject({
      orderId: orderIdSchema,
      tokenId: tokenIdSchema,
      pin: pinSchema,
      /** Base64 DER: one PKCS#7/CMS certs-only bundle with the new certificate and its chain. Left out: the one in the journal. */
      certificates: z.optional(base64Schema),
      /**
       * Since version 3. Base64 of the enveloped private key for encryption that the CA made, where the order brings a pair:
       * SM2EnvelopedKey (GM/T 0009, DER) or ENVELOPEDKEYBLOB (GM/T 0016); with `encryptionKeyWrap` the encrypted private key
       * alone.
       */
      encryptionKey: z.optional(base64Schema),
      /** Since version 3. Base64 of the symmetric key of `encryptionKey`, encrypted to the new signing key, where it comes by itself. */
      encryptionKeyWrap: z.optional(base64Schema),
      /** Since version 3. Base64 DER: the second certificate of a pair, alone or in a bundle, where it comes by itself. */
      encryptionCertificates: z.optional(base64Schema),
    }),
    result: z.strictObject({
      certificate: certificateDescriptionSchema,
      /** Since version 3: the second of a pair, written with its key and tried. Left out where there is none. */
      encryptionCertificate: z.optional(certificateDescriptionSchema),
      order: orderSchema,
      /** Delivered with it and not written: the second of a pair, for encryption, whose key the CA made. Left out when there is none. */
      otherCertificates: z.optional(
        z.array(
          z.strictObject({
            usage: certificateDescriptionSchema.shape.usage,
            unitName: z.string(),
            serialNumber: z.string(),
          }),
        ),
      ),
      /** True when the old certificate's own CA still signs by SHA-1 or a key under 2048 bits. From version 3 on. */
      isSignatureLegacy: z.optional(z.boolean()),
    }),
  },
  'list-orders': {
    params: z.strictObject({ includeFinished: z.optional(z.boolean()) }),
    result: z.strictObject({ orders: z.array(orderSchema) }),
  },
  /** Takes the token's lock for this port and gives back what is needed to go on. */
  'resume-order': {
    params: z.strictObject({ orderId: orderIdSchema }),
    result: z.strictObject({
      order: orderSchema,
      pkcs10: z.optional(base64Schema),
      proof: z.optional(base64Schema),
    }),
  },
  /** Ends an unfinished order; with a PIN also removes its new key, and only that key, if no certificate was written for it. */
  'abandon-order': {
    params: z.strictObject({ orderId: orderIdSchema, tokenId: z.optional(tokenIdSchema), pin: pinSchema }),
    result: z.strictObject({ order: orderSchema, isKeyRemoved: z.boolean() }),
  },
  cancel: cancelSchemas,
  ...tokenCareSchemas,
  ...controlWorkSchemas,
} as const;

/** Protocol version that brought a command; those of version 1 are not named. */
export const commandVersions: Partial<Record<CommandName, number>> = {
  'change-pin': 2,
  'unblock-pin': 2,
  'inspect-token': 2,
  'clean-up': 2,
  'retire-certificate': 2,
  'watch-tokens': 2,
  doctor: 2,
  'list-certificates': 3,
  'sign-content': 3,
  'generate-request': 3,
  'read-response': 3,
  'install-response': 3,
  'confirm-order': 4,
};

/** Protocol version that brought a parameter to a command: it is left out towards an older host. */
export const paramVersions: Partial<Record<CommandName, Readonly<Record<string, number>>>> = {
  'create-request': { site: 3, allowedExtensions: 3, keyAlgorithm: 3 },
  'install-certificate': { encryptionKey: 3, encryptionKeyWrap: 3, encryptionCertificates: 3 },
  'retire-certificate': { afterDays: 4 },
};

export type CommandName = keyof typeof commandSchemas;
export type CommandParams<C extends CommandName> = z.infer<(typeof commandSchemas)[C]['params']>;
export type CommandResult<C extends CommandName> = z.infer<(typeof commandSchemas)[C]['result']>;

const errorDetailsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** Names of events that a running request sends (`watch-tokens`). */
const eventSchema = z.enum(['tokens-changed']);

/** What the host sends: a result, an error, or news of a request still running. `id` is null when the request's id could not be read. */
export const replySchema = z.union([
  z.strictObject({ id: requestIdSchema, ok: z.literal(true), result: z.unknown() }),
  z.strictObject({
    id: z.nullable(requestIdSchema),
    ok: z.literal(false),
    error: z.strictObject({ code: z.string(), details: errorDetailsSchema }),
  }),
  z.strictObject({ id: requestIdSchema, progress: z.strictObject({ step: progressStepSchema }) }),
  z.strictObject({ id: requestIdSchema, event: eventSchema }),
]);

export type HostReply = z.infer<typeof replySchema>;
export type Token = z.infer<typeof tokenSchema>;
export type PinState = z.infer<typeof pinStateSchema>;
export type DriverReport = z.infer<typeof driverReportSchema>;
export type Order = z.infer<typeof orderSchema>;
export type OrderState = z.infer<typeof orderStateSchema>;
export type NextStep = z.infer<typeof nextStepSchema>;
export type Operation = z.infer<typeof operationSchema>;
export type HostEvent = z.infer<typeof eventSchema>;
export type ProgressStep = z.infer<typeof progressStepSchema>;
