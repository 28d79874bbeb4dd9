// Old and new data of a certificate, field by field, under the names that a clerk has for them.

import type { CertificateDescription, NameAttribute } from '../../../shared/certificate.ts';
import { lookUp } from '../../../shared/look-up.ts';
import { type ComparedField, nameField } from '../../base/subject-words.ts';
import type { OrderSubject } from '../../ca/ca-client.ts';

const socialInsuranceOids = ['1.2.86.21.1.4', '1.2.156.10260.4.1.2'];

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

/** Only what the offer speaks of is compared: of the rest nobody promised anything. */
function readOldExtensions({ extensions = [] }: CertificateDescription, offered: readonly NameAttribute[]) {
  return extensions.filter(({ type }) => offered.some((one) => one.type === type));
}

/** Certificates say some things twice: what an OU or CN repeats has the name of what it repeats. */
function chooseNamed(type: string, value: string, all: readonly NameAttribute[]): string {
  const twins: Readonly<Record<string, string>> = { OU: 'SERIALNUMBER', CN: 'O' };
  const twin = lookUp(twins, type);
  return twin && all.some((one) => one.type === twin && one.value === value) ? twin : type;
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
  const olds = [...old.subject, ...readOldExtensions(old, offered.extensions)];
  const news = [...offered.subject, ...offered.extensions];
  const [before, after] = [groupByType(olds), groupByType(news)];
  const rank = (type: string) => (order.includes(type) ? order.indexOf(type) : order.length);
  const types = [...new Set([...after.keys(), ...before.keys()])].sort((one, other) => rank(one) - rank(other));
  const fields = types.flatMap((type) => {
    const [was, is] = [before.get(type) ?? [], after.get(type) ?? []];
    return Array.from({ length: Math.max(was.length, is.length) }, (_, index): ComparedField => {
      const [one, other] = [was[index] ?? '', is[index] ?? ''];
      const named = other === '' ? chooseNamed(type, one, olds) : chooseNamed(type, other, news);
      return { label: nameField(named, other || one), before: one, after: other, state: judge(one, other) };
    });
  });
  const keyOf = ({ label, before: was, after: is }: ComparedField) => JSON.stringify([label, was, is]);
  return fields.filter((field, index) => fields.findIndex((other) => keyOf(other) === keyOf(field)) === index);
}

/** What a certificate says of its unit, under the clerk's names; for the end of a change. */
export function listFields(certificate: CertificateDescription): { label: string; value: string }[] {
  return compareSubjects(certificate, { subject: certificate.subject, extensions: certificate.extensions ?? [] })
    .filter(({ after }) => after !== certificate.unitName)
    .map(({ label, after }) => ({ label, value: after }));
}
