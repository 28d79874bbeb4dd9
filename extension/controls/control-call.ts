// What a page's control may ask of the background, and what it hears. The page can forge any of it: it is checked where it arrives.
import * as z from 'zod/mini';
import { certificateDescriptionSchema, certificateHashSchema } from '../../shared/certificate.ts';

const contentSchema = z.string().check(z.maxLength(200_000));
/** Which certificate; empty where the page leaves the choice to the clerk. */
const certificateSchema = z.union([certificateHashSchema, z.literal('')]);
/** The page tried to hand over a PIN. The PIN itself never comes this far. */
const hadPin = z.boolean();

export const callSchema = z.discriminatedUnion('kind', [
  /** What the page may expect of controls at all. */
  z.strictObject({ kind: z.literal('open') }),
  /** The certificates that the clerk lets this site see; opens our window where nothing was allowed yet. */
  z.strictObject({ kind: z.literal('certificates') }),
  z.strictObject({
    kind: z.literal('sign'),
    certificate: certificateSchema,
    content: contentSchema,
    /** `base64`: the page hands over bytes, not text. */
    encoding: z.enum(['utf-8', 'gbk', 'utf-16le', 'base64']),
    form: z.enum(['cms-attached', 'cms-detached', 'signature']),
    hadPin,
  }),
  /** Which of these the page shall work with; our window asks. */
  z.strictObject({
    kind: z.literal('choose'),
    certificates: z.array(certificateHashSchema).check(z.minLength(2), z.maxLength(50)),
  }),
  z.strictObject({ kind: z.literal('login'), certificate: certificateSchema, hadPin }),
  z.strictObject({ kind: z.literal('change-pin'), certificate: certificateSchema, hadPin }),
  z.strictObject({
    kind: z.literal('generate'),
    /** Subject as the page wrote it (`CN=…,O=…`); empty where it named none. */
    subject: z.string().check(z.maxLength(4000)),
    hadPin,
  }),
  /** `response`: base64 of PKCS#7 or of one certificate. */
  z.strictObject({ kind: z.literal('install'), response: contentSchema, hadPin }),
  z.strictObject({
    kind: z.literal('verify'),
    content: contentSchema,
    encoding: z.enum(['utf-8', 'gbk', 'utf-16le', 'base64']),
    /** Base64 of a CMS message, or of a bare signature. */
    signature: contentSchema,
    /** Base64 DER of the signer's certificate; empty: the one in the message. */
    certificate: z.string().check(z.maxLength(20_000)),
  }),
  /** Names of classes and members that we do not know, for the help desk. No values. */
  z.strictObject({
    kind: z.literal('note'),
    names: z.array(z.string().check(z.maxLength(120))).check(z.maxLength(50)),
  }),
  /** The page's own rules keep our answers from it. */
  z.strictObject({ kind: z.literal('blocked') }),
]);

/** A certificate that the clerk lets the site see. */
const visibleCertificateSchema = z.strictObject({
  description: certificateDescriptionSchema,
  /** Base64 DER. */
  der: z.string(),
  chipNumber: z.string(),
  tokenLabel: z.string(),
  pinState: z.string(),
});

export type ControlCall = z.infer<typeof callSchema>;
export type VisibleCertificate = z.infer<typeof visibleCertificateSchema>;

/**
 * Why a call came to nothing. `cancelled`: the clerk said no, or the deadline passed. `busy`: another question is open.
 * `silenced`: asked again too often. `unavailable`: no host, no U盾, or the browser keeps us from answering.
 */
export type ControlRefusal = 'cancelled' | 'busy' | 'silenced' | 'unavailable' | 'forbidden' | 'failed';

export type ControlAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: ControlRefusal; readonly code?: string };
