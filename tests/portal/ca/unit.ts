// A participating unit as the bureau and the CA know it, and how it is written into a certificate.
import * as z from 'zod/mini';

/** Free of control characters, which openssl's files could not carry. */
const lineSchema = z.string().check(z.minLength(1), z.maxLength(60), z.regex(/^\P{Cc}+$/u));

export const unitSchema = z.strictObject({
  /** 单位名称. */
  unitName: lineSchema,
  /** 统一社会信用代码, 18 characters. */
  creditCode: z.string().check(z.regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)),
  /** 社保号. */
  socialInsuranceNumber: z.string().check(z.regex(/^[0-9A-Za-z]{4,20}$/)),
});

export type Unit = z.infer<typeof unitSchema>;

function escapeSubjectValue(value: string): string {
  return value.replace(/[\\/+=]/g, (character) => `\\${character}`);
}

/** The unit's subject in the form of `openssl -subj`, with the attributes seen in the field (SERIALNUMBER, O). */
export function formatSubject(unit: Unit): string {
  const attributes: [string, string][] = [
    ['C', 'CN'],
    ['ST', '重庆'],
    ['O', unit.unitName],
    ['OU', unit.socialInsuranceNumber],
    ['CN', unit.unitName],
    ['serialNumber', unit.socialInsuranceNumber],
  ];
  return attributes.map(([type, value]) => `/${type}=${escapeSubjectValue(value)}`).join('');
}

/** Extension section for the unit's certificate. The OIDs are those that Chinese CAs and EZCA's pages use for these numbers. */
export function formatExtensions(unit: Unit): string {
  return `[ organisation ]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
1.2.156.10260.4.1.4 = ASN1:UTF8String:${unit.creditCode}
1.2.86.21.1.4 = ASN1:UTF8String:${unit.socialInsuranceNumber}
`;
}
