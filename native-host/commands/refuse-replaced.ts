// A certificate that has been replaced starts nothing: neither a renewal of ours nor one by a page's control.
import { AppError } from '../../shared/errors/app-error.ts';
import { hashCertificate } from '../hash-certificate.ts';
import { listSuccessors } from '../journal/judge-entries.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import type { TokenIdentity } from '../token/driver.ts';
/**
 * A window that slept while another one finished, or one that was shown the old certificate, must not begin again.
 * @param onToken DER
 * @throws AppError CERTIFICATE_REPLACED (`newCertificateHash`) where a verified successor is on the token
 */
export function refuseReplaced(
  orders: readonly OrderRecord[],
  { certificateHash }: TokenIdentity,
  onToken: readonly Uint8Array[],
): void {
  const hashes = new Set(onToken.map(hashCertificate));
  const newCertificateHash = listSuccessors(certificateHash, orders).findLast((hash) => hashes.has(hash));
  if (newCertificateHash !== undefined) throw new AppError('CERTIFICATE_REPLACED', { newCertificateHash });
}
