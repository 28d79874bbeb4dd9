// Old and new data of a certificate, field by field, under the names that a clerk has for them.
import type { CertificateDescription, NameAttribute } from '../../shared/certificate.ts';
import { isCreditCode } from '../../shared/credit-code.ts';
import type { OrderSubject } from '../ca/ca-client.ts';
import { type MessageKey, translate } from './i18n.ts';

export interface ComparedField {
  readonly label: string;
  /** '' when the certificate does not say. */
  readonly before: string;
  readonly after: string;
  readonly state: 'same' | 'changed' | 'added' | 'removed';
}

const socialInsuranceOids = ['1.2.86.21.1.4', '1.2.156.10260.4.1.2'];

/** Short names and OIDs → words (FIELD §1). */
const words: Readonly<Record<string, MessageKey>> = {
  O: 'subject_field_O',
  CN: 'subject_field_CN',
  SERIALNUMBER: 'subject_field_SERIALNUMBER',
  OU: 'subject_field_OU',
  ST: 'subject_field_ST',
  L: 'subject_field_L',
  STREET: 'subject_field_STREET',
  C: 'subject_field_C',
  E: 'subject_field_E',
  '1.2.86.21.1.4': 'subject_field_social_insurance_number',
  '1.2.156.10260.4.1.2': 'subject_field_social_insurance_number',
  '1.2.156.10260.4.1.4': 'subject_field_credit_code',
  '1.2.156.10260.4.1.3': 'subject_field_registration_number',
  '1.2.156.10260.4.1.5': 'subject_field_tax_number',
  '1.2.156.10260.4.1.1': 'subject_field_person_number',
};

/** What a clerk reads first stands first; the rest follows in the certificate's order. */
const order = [
  'O',
  'CN',
  '1.2.156.10260.4.1.4',
  'SERIALNUMBER',
  ...socialInsuranceOids,
  'OU',
  'STREET',
  'L',
  'ST',
  'C',
];

/** The name of an attribute type; a code that shows by its check character names itself. */
export function nameField(type: string, value = ''): string {
  if (isCreditCode(value)) return translate('subject_field_credit_code');
  const key = words[type];
  return key ? translate(key) : translate('subject_field_other', type);
}

/** Extensions are described by the host under names of their own; only what the offer speaks of is compared. */
function readOldExtensions(old: CertificateDescription, offered: readonly NameAttribute[]): NameAttribute[] {
  return offered.flatMap(({ type }) => {
    const number = old.socialInsuranceNumbers.find(({ source }) => source.includes(type))?.value;
    const value =
      type === '1.2.156.10260.4.1.4' ? old.creditCode : socialInsuranceOids.includes(type) ? number : undefined;
    return value === undefined ? [] : [{ type, value }];
  });
}

function groupByType(attributes: readonly NameAttribute[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { type, value } of attributes) groups.set(type, [...(groups.get(type) ?? []), value]);
  return groups;
}

function judge(before: string, after: string): ComparedField['state'] {
  if (before === after) return 'same';
  if (before === '') return 'added';
  return after === '' ? 'removed' : 'changed';
}

/** All fields of both; the same value under the same label is said once. */
export function compareSubjects(old: CertificateDescription, offered: OrderSubject): ComparedField[] {
  const before = groupByType([...old.subject, ...readOldExtensions(old, offered.extensions)]);
  const after = groupByType([...offered.subject, ...offered.extensions]);
  const rank = (type: string) => (order.includes(type) ? order.indexOf(type) : order.length);
  const types = [...new Set([...after.keys(), ...before.keys()])].sort((one, other) => rank(one) - rank(other));
  const fields = types.flatMap((type) => {
    const [olds, news] = [before.get(type) ?? [], after.get(type) ?? []];
    return Array.from({ length: Math.max(olds.length, news.length) }, (_, index): ComparedField => {
      const [was, is] = [olds[index] ?? '', news[index] ?? ''];
      return { label: nameField(type, is || was), before: was, after: is, state: judge(was, is) };
    });
  });
  const keyOf = ({ label, before: was, after: is }: ComparedField) => JSON.stringify([label, was, is]);
  return fields.filter((field, index) => fields.findIndex((other) => keyOf(other) === keyOf(field)) === index);
}

/** What a certificate says of its unit, under the clerk's names; for the end of a change. */
export function listFields(certificate: CertificateDescription): { label: string; value: string }[] {
  const extensions = certificate.creditCode ? [{ type: '1.2.156.10260.4.1.4', value: certificate.creditCode }] : [];
  return compareSubjects(certificate, { subject: certificate.subject, extensions })
    .filter(({ after }) => after !== certificate.unitName)
    .map(({ label, after }) => ({ label, value: after }));
}
