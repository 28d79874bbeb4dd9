// What a certificate on a U盾 says about its unit. The 社保号 is only proposed: where it stands is not known for sure.
import type { CertificateDescription } from '../../shared/certificate.ts';
import { normaliseName } from '../../shared/normalise-name.ts';
import { stripInvisible } from '../../shared/strip-invisible.ts';
import type { Unit } from '../settings/unit.ts';

export interface CertificateUnit {
  /** The name was too long for a unit, and is cut. */
  readonly isNameCut: boolean;
  readonly values: Pick<Unit, 'unitName' | 'creditCode' | 'unitAddress'>;
  /** Possible 社保号, the likeliest first, each once. */
  readonly socialInsuranceNumbers: readonly string[];
}

const addressTypes = ['STREET', '2.5.4.9', 'postalAddress', '2.5.4.16'];

const longestName = 60;

/** Not inside a surrogate pair. */
const cutName = (name: string) => name.slice(0, longestName).replace(/[\ud800-\udbff]$/, '');

export function readCertificateUnit(certificate: CertificateDescription): CertificateUnit {
  const name = stripInvisible(certificate.unitName);
  const address = certificate.subject.find(({ type }) => addressTypes.includes(type))?.value ?? '';
  return {
    isNameCut: name.length > longestName,
    values: {
      unitName: cutName(name),
      creditCode: certificate.creditCode ?? '',
      unitAddress: stripInvisible(address).slice(0, 60),
    },
    socialInsuranceNumbers: [...new Set(certificate.socialInsuranceNumbers.map(({ value }) => stripInvisible(value)))]
      .filter((value) => /^[0-9A-Za-z]{4,20}$/.test(value) && value !== certificate.creditCode)
      .slice(0, 6),
  };
}

/** The known unit that the certificate is about (by 统一社会信用代码, else by name) with what the certificate says put in; or a new one. */
export function mergeCertificateUnit(
  known: readonly Unit[],
  empty: Unit,
  { values, isNameCut }: CertificateUnit,
): Unit {
  const before =
    known.find(({ creditCode }) => creditCode !== '' && creditCode === values.creditCode) ??
    // Of a cut name only the beginning is known, and branches of one firm may begin alike.
    known.find(({ unitName }) => !isNameCut && normaliseName(unitName) === normaliseName(values.unitName));
  const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  return { ...(before ?? empty), ...said };
}
