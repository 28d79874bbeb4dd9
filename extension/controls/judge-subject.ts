// What a page's request says of the unit, held against the certificate that is to be replaced.
import type { NameAttribute } from '../../shared/certificate.ts';

export interface SubjectVerdict {
  /** For the request; left out where it is the certificate's own. */
  readonly requestSubject?: readonly NameAttribute[];
  /** What the new certificate must say, where it is another name. */
  readonly confirmedSubject?: readonly NameAttribute[];
}

const plain = ({ type, value }: NameAttribute) => `${type}=${value.normalize('NFC').trim().replace(/\s+/g, ' ')}`;
const isSame = (one: readonly NameAttribute[], other: readonly NameAttribute[]) =>
  JSON.stringify(one.map(plain).sort()) === JSON.stringify(other.map(plain).sort());

/**
 * The certificate's own name, or none: a renewal. A mere placeholder (no unit in it, where the certificate has one; the CA
 * puts the name in): a renewal too, the request as the page wants it. Anything else: a change, to be confirmed as it stands.
 */
export function judgeSubject(requested: readonly NameAttribute[], old: readonly NameAttribute[]): SubjectVerdict {
  if (requested.length === 0 || isSame(requested, old)) return {};
  const namesUnit = (name: readonly NameAttribute[]) => name.some(({ type }) => type === 'O');
  if (!namesUnit(requested) && namesUnit(old)) return { requestSubject: requested };
  return { requestSubject: requested, confirmedSubject: requested };
}
