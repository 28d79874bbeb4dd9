// The CA certificates that are known before an order begins: on the token, and above what verified orders brought.
import { isAppError } from '../../shared/errors/app-error.ts';
import { hashCertificate } from '../hash-certificate.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import { isAuthority } from '../x509/check-authority.ts';
import { listAuthoritiesAbove } from '../x509/list-authorities-above.ts';
import { parseReadable } from '../x509/parse-readable.ts';
import type { ParsedCertificate } from '../x509/parsed-certificate.ts';
import { readCertificates } from '../x509/read-certificates.ts';

const mostAuthorities = 24;

/**
 * DER, each once.
 * @param onToken DER of all certificates on the token
 */
export function listKnownAuthorities(onToken: readonly Uint8Array[], records: readonly OrderRecord[]): Uint8Array[] {
  const fromToken = parseReadable(onToken).filter(isAuthority);
  const known = [...fromToken, ...records.filter(({ state }) => state === 'verified').flatMap(listFromOrder)];
  const byHash = new Map(known.map(({ der }) => [hashCertificate(der), der]));
  return [...byHash.values()].slice(0, mostAuthorities);
}

function listFromOrder({ bundle, newCertificateHash }: OrderRecord): ParsedCertificate[] {
  try {
    const certificates = parseReadable(readCertificates(Buffer.from(bundle ?? '', 'base64')));
    const leaf = certificates.find(({ der }) => hashCertificate(der) === newCertificateHash);
    return leaf ? listAuthoritiesAbove(leaf, certificates) : [];
  } catch (error) {
    // A bundle of former days that cannot be read now says nothing.
    if (isAppError(error)) return [];
    throw error;
  }
}
