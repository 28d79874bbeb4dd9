// The second certificate of a pair, for encryption: it must be the same unit's, from the same CA, and for the key that came along.
import { AppError } from '../../shared/errors/app-error.ts';
import { isValidAt } from './check-dates.ts';
import type { Issued } from './check-issued.ts';
import { findSubjectDifference, isSameName } from './compare-names.ts';
import { decodeName, formatName } from './decode-name.ts';
import { describeCertificate } from './describe-certificate.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import { normaliseKey, verifySignature } from './verify-signature.ts';

const keyUsage = '2.5.29.15';

/**
 * @param publicKey SubjectPublicKeyInfo (DER) of the key in the envelope
 * @throws AppError CERTIFICATE_INCOMPLETE where no second certificate came, CERTIFICATE_WRONG_KEY, _WRONG_USE (`field`), _WRONG_SUBJECT (`field`), _WRONG_CHAIN (`issuer`), _NOT_VALID_NOW
 */
export function checkPair(
  { certificate: signing, others, trust }: Issued,
  publicKey: Uint8Array,
  now: Date,
): ParsedCertificate {
  const wanted = normaliseKey(publicKey);
  // One key for both uses is no pair: what is escrowed must not sign.
  const isSigningKey = normaliseKey(signing.publicKey).equals(wanted);
  const encryption = isSigningKey ? undefined : others.find((other) => normaliseKey(other.publicKey).equals(wanted));
  if (!encryption) throw new AppError(others.length === 0 ? 'CERTIFICATE_INCOMPLETE' : 'CERTIFICATE_WRONG_KEY');
  const usages = [describeCertificate(signing, true).usage, describeCertificate(encryption, true).usage];
  if (usages[0] !== 'signing' || usages[1] !== 'encryption')
    throw new AppError('CERTIFICATE_WRONG_USE', { field: keyUsage });
  const field = findSubjectDifference(signing.subjectAttributes, encryption.subjectAttributes);
  if (field !== null) throw new AppError('CERTIFICATE_WRONG_SUBJECT', { field });
  const [issuer] = trust.authorities;
  const isIssued =
    issuer !== undefined &&
    isSameName(encryption.issuer, issuer.subject) &&
    ['strong', 'legacy'].includes(verifySignature(encryption, issuer.publicKey));
  if (!isIssued) throw new AppError('CERTIFICATE_WRONG_CHAIN', { issuer: formatName(decodeName(encryption.issuer)) });
  if (!isValidAt(encryption, now))
    throw new AppError('CERTIFICATE_NOT_VALID_NOW', {
      notBefore: encryption.notBefore.toISOString(),
      notAfter: encryption.notAfter.toISOString(),
    });
  return encryption;
}
