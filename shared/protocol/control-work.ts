// Messages for the work that pages ask of their controls: certificates to show, texts to sign, requests for new keys, answers to install.
import * as z from 'zod/mini';
import { certificateDescriptionSchema, certificateHashSchema, nameAttributeSchema } from '../certificate.ts';
import { orderIdSchema, pinSchema, tokenIdSchema } from './names.ts';

const base64Schema = z.string().check(z.maxLength(400_000), z.regex(/^[A-Za-z0-9+/]*={0,2}$/));
/** Exact origin of the site whose page asks, e.g. `http://os.ezca.org:8001`: names the work, and is never fetched. */
const siteSchema = z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/), z.maxLength(300));

const tokenCertificateSchema = z.strictObject({
  description: certificateDescriptionSchema,
  /** Base64 DER. */
  der: base64Schema,
  chipNumber: z.string(),
  tokenLabel: z.string(),
  pinState: z.string(),
});

export const controlWorkSchemas = {
  /** Certificates of all plugged-in tokens, as DER too. No PIN: they are public. */
  'list-certificates': {
    params: z.strictObject({}),
    result: z.strictObject({ certificates: z.array(tokenCertificateSchema) }),
  },
  /** Signs a text that the clerk was shown. Refuses what parses as a request, a message, a certificate or attributes to be signed. */
  'sign-content': {
    params: z.strictObject({
      tokenId: tokenIdSchema,
      certificateHash: certificateHashSchema,
      pin: pinSchema,
      /** Base64 of the very bytes. */
      content: base64Schema,
      /** CMS SignedData (RFC 5652) with or without the content in it, or the bare signature (PKCS#1 v1.5 or ECDSA-Sig-Value, SHA-256). */
      form: z.enum(['cms-attached', 'cms-detached', 'signature']),
    }),
    /** Base64 DER ContentInfo, or of the signature. */
    result: z.strictObject({ signature: base64Schema }),
  },
  /** A new key on the token and a PKCS#10 by it, journalled like a renewal's. The same question again gives the recorded answer. */
  'generate-request': {
    params: z.strictObject({
      orderId: orderIdSchema,
      tokenId: tokenIdSchema,
      /** The certificate that is to be replaced. */
      certificateHash: certificateHashSchema,
      pin: pinSchema,
      site: siteSchema,
      /** What the request is to say; left out: the old certificate's subject, byte for byte. */
      requestSubject: z.optional(z.array(nameAttributeSchema).check(z.minLength(1), z.maxLength(32))),
      /** What the new certificate must say, as the clerk confirmed it; left out: the old certificate's subject. */
      confirmedSubject: z.optional(z.array(nameAttributeSchema).check(z.minLength(1), z.maxLength(32))),
      pinnedCaCertificates: z.array(base64Schema).check(z.maxLength(16)),
    }),
    result: z.strictObject({
      orderId: orderIdSchema,
      /** Base64 DER CertificationRequest. */
      pkcs10: base64Schema,
      /** True when this very request was made before. */
      isRepeated: z.boolean(),
    }),
  },
  /** What a delivered PKCS#7 or certificate is for; nothing is written. ORDER_UNKNOWN when it fits no key that was made for this site. */
  'read-response': {
    params: z.strictObject({ site: siteSchema, response: base64Schema }),
    result: z.strictObject({
      orderId: orderIdSchema,
      oldCertificateHash: certificateHashSchema,
      chipNumber: z.string(),
      certificate: certificateDescriptionSchema,
    }),
  },
  /** Checks and writes what was delivered, as install-certificate does. */
  'install-response': {
    params: z.strictObject({
      orderId: orderIdSchema,
      tokenId: tokenIdSchema,
      pin: pinSchema,
      site: siteSchema,
      response: base64Schema,
    }),
    result: z.strictObject({ certificate: certificateDescriptionSchema }),
  },
} as const;
