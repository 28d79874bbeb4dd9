// What can be said of a certificate that cannot be read as a whole.
import type { UnreadableCertificate } from '../../shared/certificate.ts';
import { isAppError } from '../../shared/errors/app-error.ts';
import { hashCertificate } from '../hash-certificate.ts';
import { nameIssuer } from './describe-certificate.ts';
import { describeUnit } from './describe-unit.ts';
import { formatSerialNumber } from './format-serial-number.ts';
import { ParsedCertificate } from './parsed-certificate.ts';

const mostCharacters = 512;

/** Each part by itself: one that is damaged takes none of the others along. */
export function describeUnreadable(der: Uint8Array): UnreadableCertificate {
  const certificate = attempt(() => new ParsedCertificate(der), null);
  const read = (part: (known: ParsedCertificate) => string) =>
    certificate ? attempt(() => part(certificate), '').slice(0, mostCharacters) : '';
  const isStructureSound = certificate !== null && attempt(() => certificate.subjectAttributes.length >= 0, false);
  return {
    hash: hashCertificate(der),
    part: isStructureSound ? 'validity' : 'structure',
    unitName: read((known) => describeUnit(known.subjectAttributes, known.extensionTexts).unitName),
    issuerName: read((known) => nameIssuer(known.issuer)),
    serialNumber: read((known) => formatSerialNumber(known.serialNumber)),
  };
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (isAppError(error)) return otherwise;
    throw error;
  }
}
