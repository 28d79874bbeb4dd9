// A participating unit as the bureau and the CA know it, and how it is written into a certificate.
import * as z from 'zod/mini';
import type { NameAttribute } from '../../../shared/certificate.ts';

/** Free of control characters, which openssl's files could not carry. */
const lineSchema = z.string().check(z.minLength(1), z.maxLength(60), z.regex(/^\P{Cc}+$/u));

export const unitSchema = z.strictObject({
  /** 单位名称. */
  unitName: lineSchema,
  /** 统一社会信用代码, 18 characters. */
  creditCode: z.string().check(z.regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)),
  /** 社保号. */
  socialInsuranceNumber: z.string().check(z.regex(/^[0-9A-Za-z]{4,20}$/)),
  /** 单位地址; stands in the certificate when it is known. */
  address: z.optional(lineSchema),
});

export type Unit = z.infer<typeof unitSchema>;

function escapeSubjectValue(value: string): string {
  return value.replace(/[\\/+=]/g, (character) => `\\${character}`);
}

/** The unit's subject, attribute by attribute, as shared/certificate.ts names them (SERIALNUMBER and O were seen in the field). */
export function listSubject(unit: Unit): NameAttribute[] {
  return [
    { type: 'C', value: 'CN' },
    { type: 'ST', value: '重庆' },
    ...(unit.address === undefined ? [] : [{ type: 'STREET', value: unit.address }]),
    { type: 'O', value: unit.unitName },
    { type: 'OU', value: unit.socialInsuranceNumber },
    { type: 'CN', value: unit.unitName },
    { type: 'SERIALNUMBER', value: unit.socialInsuranceNumber },
  ];
}

const opensslNames: Record<string, string> = { SERIALNUMBER: 'serialNumber', STREET: 'street' };

/** The unit's subject in the form of `openssl -subj`. */
export function formatSubject(unit: Unit): string {
  return listSubject(unit)
    .map(({ type, value }) => `/${opensslNames[type] ?? type}=${escapeSubjectValue(value)}`)
    .join('');
}

/** The unit's numbers as certificate extensions, under OIDs that Chinese CAs and EZCA's pages use for them. */
export function listExtensions(unit: Unit): NameAttribute[] {
  return [
    { type: '1.2.156.10260.4.1.4', value: unit.creditCode },
    { type: '1.2.86.21.1.4', value: unit.socialInsuranceNumber },
  ];
}

export type CertificateUse = 'signing' | 'encryption';

const keyUsages: Record<CertificateUse, string> = {
  signing: 'digitalSignature, nonRepudiation',
  encryption: 'keyEncipherment, dataEncipherment, keyAgreement',
};

/** Extension section for the unit's certificate. */
export function formatExtensions(unit: Unit, use: CertificateUse): string {
  return `[ organisation ]
basicConstraints = CA:FALSE
keyUsage = critical, ${keyUsages[use]}
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
${listExtensions(unit)
  .map(({ type, value }) => `${type} = ASN1:UTF8String:${value}\n`)
  .join('')}`;
}
