// What the journal says of a new certificate, for the question whether the old one may go.
import { isAppError } from '../../shared/errors/app-error.ts';
import type { RetirementFacts } from '../../shared/judge-retirement.ts';
import { isAuthority } from '../x509/check-authority.ts';
import { parseReadable } from '../x509/parse-readable.ts';
import { readCertificates } from '../x509/read-certificates.ts';
import type { OrderRecord } from './order-record.ts';

/** @param order the verified one that wrote the new certificate */
export function describeRetirement(order: OrderRecord): RetirementFacts {
  return { verifiedAt: order.updatedAt, isUsed: order.isUsed === true, confirmation: judgeConfirmation(order) };
}

/**
 * Orders of older hosts do not say who stands behind their certificate, and of what a page's control began the CA is told
 * by the page: neither waits for a word that cannot come.
 */
function judgeConfirmation(order: OrderRecord): RetirementFacts['confirmation'] {
  if (order.trust !== 'continuity' || order.isConfirmed || order.draft.control) return 'enough';
  return isPartLeft(order) ? 'order-open' : 'missing';
}

/** More certificates of the unit were delivered than were written: of a pair without its key, the second. */
function isPartLeft({ bundle, encryptionKey }: OrderRecord): boolean {
  try {
    const delivered = parseReadable(readCertificates(Buffer.from(bundle ?? '', 'base64')));
    return delivered.filter((one) => !isAuthority(one)).length > (encryptionKey === undefined ? 1 : 2);
  } catch (error) {
    // Packed otherwise than a bundle: of that nothing was left.
    if (isAppError(error)) return false;
    throw error;
  }
}
