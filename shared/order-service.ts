// The schema of a CA's order service as a site profile describes it: where it is, what its fields and codes are called.
import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1), z.maxLength(500));
const optionalName = z.optional(name);

/** What the service calls our parameters (sent) and results (read). */
const endpointSchema = <
  P extends Record<string, typeof name>,
  R extends Record<string, typeof name | typeof optionalName>,
>(
  params: P,
  result: R,
) =>
  z.strictObject({
    method: z.enum(['GET', 'POST']),
    /** Relative to `baseUrl`. */
    path: name,
    params: z.strictObject(params),
    result: z.strictObject(result),
  });

/** The order service of the CA behind the site. */
export const orderServiceSchema = z.strictObject({
  /** False: nobody has seen this service yet, all of this is a guess. Left out: somebody who knows it wrote this. */
  confirmed: z.optional(z.boolean()),
  baseUrl: z.string().check(z.regex(/^https?:\/\/.+\/$/)),
  /** How long one answer may take. */
  deadlineMs: z.int().check(z.positive()),
  /** The envelope around every answer. */
  answer: z.strictObject({ code: name, message: name, data: name, okCode: name }),
  /** What the service's codes mean to us; any other code is "not understood". */
  codes: z.record(name, z.enum(['no-order', 'unknown-request', 'refused', 'nonce-stale', 'logged-out'])),
  /** What the service's order states mean to us. */
  states: z.record(name, z.enum(['processing', 'issued', 'refused'])),
  endpoints: z.strictObject({
    findOrder: endpointSchema(
      { chipNumber: name },
      { orderNumber: name, unitName: name, certificateSerialNumber: name },
    ),
    /** The same by the order's number. */
    readOrder: endpointSchema(
      { orderNumber: name },
      { unitName: name, certificateSerialNumber: name, chipNumber: name },
    ),
    /** What the certificate of an order for a change will say: two lists of attributes, the subject in the certificate's order. */
    readOrderSubject: endpointSchema(
      { orderNumber: name },
      { subject: name, extensions: name, attributeType: name, attributeValue: name },
    ),
    requestNonce: endpointSchema({ orderNumber: name }, { nonce: name }),
    submit: endpointSchema(
      { orderId: name, orderNumber: name, agentName: name, agentPhone: name, pkcs10: name, proof: name },
      { orderNumber: name, state: name },
    ),
    askStatus: endpointSchema({ orderId: name }, { state: name, reason: name }),
    /**
     * `encryptionKey`: base64 of the enveloped private key for encryption that comes with a pair (SM2EnvelopedKey of
     * GM/T 0009, or ENVELOPEDKEYBLOB of GM/T 0016); left out where the service has none. Services that have four fields
     * (P7DATA, P7DATA_ENC, ENCPRIVATEKEY, TEMPUKEK) bring the second certificate as `encryptionCertificates`, and the
     * symmetric key that hides the private one as `encryptionKeyWrap`.
     */
    download: endpointSchema(
      { orderId: name },
      {
        certificates: name,
        encryptionCertificates: optionalName,
        encryptionKey: optionalName,
        encryptionKeyWrap: optionalName,
      },
    ),
    /** Tells that the certificate is on the U盾; left out where the service does not want to know. */
    confirmInstallation: z.optional(endpointSchema({ orderId: name, certificateSerialNumber: name }, {})),
  }),
});

export type OrderService = z.infer<typeof orderServiceSchema>;
