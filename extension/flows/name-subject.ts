// A certificate's subject as a text that can be compared.
import type { CertificateDescription } from '../../shared/certificate.ts';

/** One name, whatever the order of its attributes. */
export function nameSubject({ subject }: Pick<CertificateDescription, 'subject'>): string {
  return JSON.stringify(subject.map(({ type, value }) => `${type}=${value}`).sort());
}
