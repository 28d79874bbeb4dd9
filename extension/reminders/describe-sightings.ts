// Tokens as the host lists them → what is worth remembering: one certificate a unit and U盾, the one in use.
import type { CertificateDescription } from '../../shared/certificate.ts';
import type { Token } from '../../shared/protocol/messages.ts';
import { isNewer, isSameUnit } from './same-unit.ts';
import type { CertificateFacts, Sighting } from './seen-certificate.ts';

function toFacts(certificate: CertificateDescription): CertificateFacts {
  const { hash, unitName, creditCode, socialInsuranceNumbers, notBefore, notAfter, keyAlgorithm } = certificate;
  const socialInsuranceNumber = socialInsuranceNumbers[0]?.value;
  return {
    hash,
    unitName,
    ...(creditCode === undefined ? {} : { creditCode }),
    ...(socialInsuranceNumber === undefined ? {} : { socialInsuranceNumber }),
    notBefore,
    notAfter,
    keyAlgorithm,
  };
}

/** Of each unit's certificates the newest; others of that unit were renewed or changed already. */
function keepNewest(certificates: readonly CertificateFacts[]): CertificateFacts[] {
  const newest: CertificateFacts[] = [];
  for (const certificate of certificates) {
    const index = newest.findIndex((other) => isSameUnit(certificate, other));
    const other = newest[index];
    if (!other) newest.push(certificate);
    else if (isNewer(certificate, other)) newest[index] = certificate;
  }
  return newest;
}

/** A pair counts once, by its signing certificate. CA certificates, and those without a key, are nobody's 证书. */
function chooseInUse(certificates: readonly CertificateDescription[]): CertificateFacts[] {
  const own = certificates.filter(({ hasPrivateKey, usage }) => hasPrivateKey && usage !== 'other');
  const signing = keepNewest(own.filter(({ usage }) => usage !== 'encryption').map(toFacts));
  const encryption = keepNewest(own.filter(({ usage }) => usage === 'encryption').map(toFacts));
  return [...signing, ...encryption.filter((one) => !signing.some((other) => isSameUnit(one, other)))];
}

export function describeSightings(tokens: readonly Token[]): Sighting[] {
  return tokens.map(({ tokenId, chipNumber, label, driverName, certificates }) => ({
    tokenId,
    chipNumber,
    tokenLabel: label,
    driverName,
    certificates: chooseInUse(certificates),
  }));
}
