// What lies on the token as a clerk counts it: a certificate for signing and its one for encryption are one 证书.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import type { TokenEntry } from '../../../shared/protocol/token-care.ts';
import { findCompanion } from '../../flows/find-companion.ts';

export interface PairedEntry {
  readonly entry: TokenEntry;
  /** Of a pair, the certificate for encryption. */
  readonly companion: CertificateDescription | undefined;
}

/** In the order of the entries; the second of a pair goes with its first. */
export function pairEntries(entries: readonly TokenEntry[]): PairedEntry[] {
  const certificates = entries.flatMap(({ certificate }) => certificate ?? []);
  const paired = entries.map((entry) => ({
    entry,
    companion: entry.certificate && findCompanion(entry.certificate, certificates),
  }));
  const taken = new Set(paired.flatMap(({ companion }) => companion?.hash ?? []));
  return paired.filter(({ entry }) => !taken.has(entry.certificate?.hash ?? ''));
}
