// What the product says about a certificate, the same in host, extension and tests.
import * as z from 'zod/mini';

/** Lower-case hex SHA-256 of a DER certificate: how a certificate is named everywhere. */
export const certificateHashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** One subject attribute, in the order in which it stands in the certificate. `type` is a short name (CN, O, …) or a dotted OID. */
export const nameAttributeSchema = z.strictObject({
  type: z.string().check(z.maxLength(64)),
  value: z.string().check(z.maxLength(512)),
});

/** A certificate described for a person. Dates are ISO 8601 UTC. */
/** A kind of key that is made anew. */
export const keyAlgorithmSchema = z.enum(['RSA-2048', 'RSA-3072', 'RSA-4096', 'P-256', 'SM2']);
export type KeyAlgorithm = z.infer<typeof keyAlgorithmSchema>;

export const certificateDescriptionSchema = z.strictObject({
  /** Hex SHA-256 of the DER. */
  hash: certificateHashSchema,
  /** Unit name (O, else CN). */
  unitName: z.string(),
  /** 统一社会信用代码 when one with a right check character stands in the certificate. */
  creditCode: z.optional(z.string()),
  /** Where the 社保号 may stand, best candidate first (the CA has not said which). */
  socialInsuranceNumbers: z.array(z.strictObject({ source: z.string(), value: z.string() })),
  subject: z.array(nameAttributeSchema),
  /** Extensions with the unit's numbers, `type` being the OID, as text. Left out by hosts that do not tell. */
  extensions: z.optional(z.array(nameAttributeSchema)),
  /** Issuer's CN, else its whole name. */
  issuerName: z.string(),
  /** Serial number, upper-case hex without leading zeros, as OpenSSL prints it. */
  serialNumber: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  keyAlgorithm: z.enum(['RSA', 'EC', 'SM2', 'other']),
  /** Modulus or field size in bits; 0 where unknown. */
  keySizeBits: z.int(),
  usage: z.enum(['signing', 'encryption', 'both', 'other']),
  /** True when the token holds the private key that fits (by public key or by CKA_ID where private objects are hidden). */
  hasPrivateKey: z.boolean(),
  /** True when values too long for a message were cut or left out. Told from protocol version 3 on. */
  isShortened: z.optional(z.boolean()),
});

/**
 * A certificate of which so little can be read that nobody can say until when it holds: shown as such, offered for nothing.
 * Told from protocol version 4 on.
 */
export const unreadableCertificateSchema = z.strictObject({
  /** Hex SHA-256 of the DER. */
  hash: certificateHashSchema,
  /** `validity`: its times are none that a calendar has; `structure`: it is no X.509 certificate, or a part is missing. */
  part: z.enum(['validity', 'structure']),
  /** As far as they can be read; else empty. */
  unitName: z.string(),
  issuerName: z.string(),
  serialNumber: z.string(),
});

export type UnreadableCertificate = z.infer<typeof unreadableCertificateSchema>;
export type CertificateDescription = z.infer<typeof certificateDescriptionSchema>;
export type NameAttribute = z.infer<typeof nameAttributeSchema>;
