// Tokens as the host lists them → what is worth remembering: one certificate a unit and U盾, the one in use.
import type { CertificateDescription } from '../../shared/certificate.ts';
import type { Token } from '../../shared/protocol/messages.ts';
import { isNewer, isSameLine } from './same-unit.ts';
import type { SightedCertificate, Sighting } from './seen-certificate.ts';

function toFacts(certificate: CertificateDescription, fromOrders: readonly string[]): SightedCertificate {
  const { hash, unitName, creditCode, socialInsuranceNumbers, notBefore, notAfter, keyAlgorithm, issuerName } =
    certificate;
  const socialInsuranceNumber = socialInsuranceNumbers[0]?.value;
  return {
    hash,
    unitName,
    ...(creditCode === undefined ? {} : { creditCode }),
    ...(socialInsuranceNumber === undefined ? {} : { socialInsuranceNumber }),
    notBefore,
    notAfter,
    keyAlgorithm,
    // A later host may tell longer names.
    issuerName: issuerName.slice(0, 512),
    ...(fromOrders.includes(hash) ? { isFromOrder: true } : {}),
  };
}

/** Of each unit's certificates the newest; others of that unit were renewed or changed already. */
function keepNewest(certificates: readonly SightedCertificate[]): SightedCertificate[] {
  const newest: SightedCertificate[] = [];
  for (const certificate of certificates) {
    const index = newest.findIndex((other) => isSameLine(certificate, other));
    const other = newest[index];
    if (!other) newest.push(certificate);
    else if (isNewer(certificate, other)) newest[index] = certificate;
  }
  return newest;
}

/** A pair counts once, by its signing certificate. CA certificates, and those without a key, are nobody's 证书. */
function chooseInUse(
  certificates: readonly CertificateDescription[],
  fromOrders: readonly string[],
): SightedCertificate[] {
  const describe = (one: CertificateDescription) => toFacts(one, fromOrders);
  const own = certificates.filter(({ hasPrivateKey, usage }) => hasPrivateKey && usage !== 'other');
  const signing = keepNewest(own.filter(({ usage }) => usage !== 'encryption').map(describe));
  const encryption = keepNewest(own.filter(({ usage }) => usage === 'encryption').map(describe));
  return [...signing, ...encryption.filter((one) => !signing.some((other) => isSameLine(one, other)))];
}

/** @param fromOrders hashes of certificates that an order of ours brought just now */
export function describeSightings(tokens: readonly Token[], fromOrders: readonly string[] = []): Sighting[] {
  return tokens.map(({ tokenId, chipNumber, label, driverName, certificates }) => ({
    tokenId,
    chipNumber,
    tokenLabel: label,
    driverName,
    certificates: chooseInUse(certificates, fromOrders),
  }));
}
