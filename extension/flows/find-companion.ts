// Of a pair, the certificate for encryption that belongs to one for signing.
import type { CertificateDescription } from '../../shared/certificate.ts';
import { nameSubject } from './name-subject.ts';

const isOfPair = (signing: CertificateDescription, encryption: CertificateDescription) =>
  encryption.usage === 'encryption' &&
  encryption.hasPrivateKey &&
  signing.usage === 'signing' &&
  signing.issuerName === encryption.issuerName &&
  nameSubject(signing) === nameSubject(encryption);

/** The one that began at the nearest time; the first of equals. */
function findNearest(
  { notBefore }: CertificateDescription,
  certificates: readonly CertificateDescription[],
): CertificateDescription | undefined {
  const distance = (one: CertificateDescription) => Math.abs(Date.parse(one.notBefore) - Date.parse(notBefore));
  return certificates.toSorted((one, other) => distance(one) - distance(other))[0];
}

/**
 * No certificate names the other of its pair: of one subject and CA, those belong together that were issued at nearly
 * the same time, seen from either side. After a renewal two pairs of one subject stand on the token.
 */
export function findCompanion(
  signing: CertificateDescription,
  certificates: readonly CertificateDescription[],
): CertificateDescription | undefined {
  const found = findNearest(
    signing,
    certificates.filter((one) => isOfPair(signing, one)),
  );
  const back =
    found &&
    findNearest(
      found,
      certificates.filter((one) => isOfPair(one, found)),
    );
  return back?.hash === signing.hash ? found : undefined;
}
