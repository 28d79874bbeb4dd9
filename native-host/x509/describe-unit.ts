// Whose certificate it is: the unit's name and numbers, wherever its CA put them.
import type { NameAttribute } from '../../shared/certificate.ts';
import { isCreditCode, readsAsCreditCode } from '../../shared/credit-code.ts';

/** Extensions that carry a unit's numbers (as public page scripts read them; the real CA has not said). */
const extensionNames: Readonly<Record<string, string>> = {
  '1.2.86.21.1.4': 'EZCA 1.2.86.21.1.4',
  '1.2.156.10260.4.1.2': '1.2.156.10260.4.1.2',
  '1.2.156.10260.4.1.4': '1.2.156.10260.4.1.4',
};
const mostNumbers = 16;
const maxCodeLength = 18;

export interface DescribedUnit {
  readonly unitName: string;
  readonly creditCode?: string;
  readonly socialInsuranceNumbers: { source: string; value: string }[];
}

export function describeUnit(
  subject: readonly NameAttribute[],
  extensions: ReadonlyMap<string, string>,
): DescribedUnit {
  const creditCode = findCreditCode([...extensions.values(), ...subject.map(({ value }) => value)]);
  return {
    unitName: findUnitName(subject),
    ...(creditCode === undefined ? {} : { creditCode }),
    socialInsuranceNumbers: findSocialInsuranceNumbers(subject, extensions, creditCode ?? ''),
  };
}

/** Alone, or inside a longer value such as `name@code`; full width is read, too. */
function findCreditCode(values: readonly string[]): string | undefined {
  const texts = values.map((value) => value.normalize('NFKC').toUpperCase().trim());
  const inside = texts.flatMap((text) => text.match(/(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])/g) ?? []);
  return [...texts.filter(({ length }) => length === maxCodeLength), ...inside].find(isCreditCode);
}

/**
 * O, else CN. Banks' CAs give their own name in O and write the CN as `code@number@unit@number`: then it is the part
 * that is a name.
 */
function findUnitName(subject: readonly NameAttribute[]): string {
  const find = (type: string) => subject.find((attribute) => attribute.type === type && attribute.value !== '')?.value;
  const [organisation, commonName] = [find('O'), find('CN')];
  const parts = splitCommonName(commonName ?? '');
  const inParts = parts.filter((part) => !isCode(part)).toSorted((a, b) => b.length - a.length)[0];
  if (isBankStyle(parts) && inParts !== undefined && !parts.includes(organisation ?? '')) return inParts;
  return organisation ?? inParts ?? commonName ?? '';
}

const splitCommonName = (commonName: string) => commonName.split('@').map((part) => part.trim());
const isBankStyle = (parts: readonly string[]) => parts.length >= 3;
const isCode = (part: string) => /^[0-9A-Z-]*\d[0-9A-Z-]*$/i.test(part) || part === '';

/** Letters may stand in it, but a word such as `Enterprises`, in which CAs group their customers, is none. */
const isNumber = (value: string) => /^[0-9A-Za-z-]{4,20}$/.test(value) && /(?:\d[A-Za-z-]*){4}/.test(value);

/**
 * Candidates in the order in which public page scripts look for it; the credit code, and what is a piece of it, is no 社保号.
 * Nor is one whose check character is wrong, as genuine ones of before 2016 may have.
 */
function findSocialInsuranceNumbers(
  subject: readonly NameAttribute[],
  extensions: ReadonlyMap<string, string>,
  creditCode: string,
): { source: string; value: string }[] {
  const fromSubject = (type: string) =>
    subject.filter((attribute) => attribute.type === type).map(({ value }) => ({ source: type, value }));
  const fromExtension = (oid: string) => {
    const value = extensions.get(oid);
    return value ? [{ source: extensionNames[oid] ?? oid, value }] : [];
  };
  // A bank's numbers are its own.
  const fromCommonName = fromSubject('CN')
    .filter(({ value }) => !isBankStyle(splitCommonName(value)))
    .flatMap(({ value }) => value.match(/(?<![0-9A-Za-z])\d{6,12}(?![0-9A-Za-z])/g) ?? [])
    .map((value) => ({ source: 'CN', value }));
  const candidates = [
    ...fromSubject('SERIALNUMBER'),
    ...fromExtension('1.2.86.21.1.4'),
    ...fromExtension('1.2.156.10260.4.1.2'),
    ...fromSubject('OU'),
    ...fromCommonName,
  ].filter(
    ({ value }) =>
      isNumber(value) && !creditCode.includes(value.toUpperCase()) && !readsAsCreditCode(value.toUpperCase()),
  );
  return candidates
    .filter(({ value }, index) => candidates.findIndex((other) => other.value === value) === index)
    .slice(0, mostNumbers);
}
