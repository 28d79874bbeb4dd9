// Certificates out of what a CA delivers.
import 'reflect-metadata';
import { X509Certificates } from '@peculiar/x509';
import { AppError } from '../../shared/errors/app-error.ts';

/** Far more than any chain; more is an attack or a mistake. */
const maxCertificates = 20;

/**
 * DER of each certificate in a PKCS#7/CMS certs-only bundle.
 * @throws AppError CERTIFICATE_MALFORMED when it cannot be read or holds none
 */
export function readCertificates(bundle: Uint8Array): Uint8Array[] {
  let certificates: Uint8Array[];
  try {
    const list = new X509Certificates();
    list.import(Uint8Array.from(bundle).buffer);
    certificates = Array.from(list, (certificate) => new Uint8Array(certificate.rawData));
  } catch (error) {
    throw new AppError('CERTIFICATE_MALFORMED', {}, { cause: error });
  }
  if (certificates.length === 0 || certificates.length > maxCertificates) throw new AppError('CERTIFICATE_MALFORMED');
  return certificates;
}
