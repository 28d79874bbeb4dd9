// Who stands behind a new certificate: the key that signed the old one, or a CA that was known before.
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { findAuthorityFault, isAuthority } from './check-authority.ts';
import { isSameName } from './compare-names.ts';
import { decodeName, formatName } from './decode-name.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import { normaliseKey, type SignatureStrength, verifySignature } from './verify-signature.ts';

/** Far longer than any real chain. */
const maxChainLength = 6;
/** Signatures that one judgement may try: a delivery made of CAs of one name cannot keep us busy. */
const maxTries = 400;

export interface TrustQuestion {
  readonly leaf: ParsedCertificate;
  /** Certificates that came with it: they lead the way and have no authority of their own. */
  readonly delivered: readonly ParsedCertificate[];
  /** The certificate that is replaced; null where there is none. */
  readonly old: ParsedCertificate | null;
  /** CAs of the site profile. Where there are any, the chain ends in one of them. */
  readonly pinned: readonly ParsedCertificate[];
  /** CAs that were on the token or in verified bundles before the order began. */
  readonly known: readonly ParsedCertificate[];
  readonly now: Date;
}

export interface Trust {
  /** `continuity`: by nothing but the key that signed the old certificate. */
  readonly basis: 'pinned' | 'known' | 'continuity';
  /** A signature on the way has the strength of older days only. */
  readonly isLegacy: boolean;
  /** The CAs above the leaf, upwards. */
  readonly authorities: readonly ParsedCertificate[];
}

/**
 * A delivered certificate that verifies the old one proves nothing: anybody can certify the real CA's public key. So
 * continuity is the very key, which must have signed the new certificate itself.
 * @throws AppError CERTIFICATE_WRONG_CHAIN (`issuer`, `reason`), CERTIFICATE_TOO_WEAK (`issuer`)
 */
export function findTrust(question: TrustQuestion): Trust {
  const search = new TrustSearch(question);
  const trust = search.climb([question.leaf]);
  if (trust) return trust;
  const issuer = search.describeIssuer();
  if (new TrustSearch(question, true).climb([question.leaf])) throw new AppError('CERTIFICATE_TOO_WEAK', { issuer });
  throw new AppError('CERTIFICATE_WRONG_CHAIN', { issuer, reason: search.fault });
}

class TrustSearch {
  /** What was wrong with the best candidate, for the help desk. */
  fault = 'unknown issuer';
  readonly #question: TrustQuestion;
  readonly #isAnyStrengthTaken: boolean;
  readonly #anchors: readonly ParsedCertificate[];
  readonly #candidates: readonly ParsedCertificate[];
  /** Keys that signed the old certificate: one, as real keys go. */
  readonly #oldIssuerKeys: readonly Buffer[];
  #tries = 0;

  constructor(question: TrustQuestion, isAnyStrengthTaken = false) {
    this.#question = question;
    this.#isAnyStrengthTaken = isAnyStrengthTaken;
    this.#anchors = question.pinned.length > 0 ? question.pinned : question.known;
    // Anchors first: a way that ends is better than one that leads on.
    this.#candidates = [...this.#anchors, ...question.known, ...question.delivered.filter(isAuthority)];
    this.#oldIssuerKeys = this.#findOldIssuerKeys();
  }

  /** From the last of `chain` to an anchor, or null. */
  climb(chain: readonly ParsedCertificate[]): Trust | null {
    const top = chain.at(-1);
    if (!top || chain.length > maxChainLength) return null;
    for (const authority of this.#candidates) {
      if (chain.includes(authority) || !isNamed(top.issuer, authority.subject)) continue;
      const strength = this.#verify(top, authority);
      if (strength === 'none') continue;
      const fault = tryFindFault(authority, chain, this.#question.now);
      if (fault !== null) this.fault = fault;
      if (fault !== null || !this.#isStrongEnough(strength, top, authority)) continue;
      const trust = this.#endOrGoOn(authority, chain);
      if (trust) return { ...trust, isLegacy: trust.isLegacy || strength !== 'strong' };
    }
    return null;
  }

  describeIssuer(): string {
    return formatName(decodeName(this.#question.leaf.issuer));
  }

  #endOrGoOn(authority: ParsedCertificate, chain: readonly ParsedCertificate[]): Trust | null {
    const authorities = [...chain.slice(1), authority];
    const { pinned } = this.#question;
    if (this.#anchors.includes(authority))
      return { basis: pinned.length > 0 ? 'pinned' : 'known', isLegacy: false, authorities };
    if (pinned.length === 0 && chain.length === 1 && this.#isOldIssuer(authority))
      return { basis: 'continuity', isLegacy: false, authorities };
    return this.climb([...chain, authority]);
  }

  /** What is weak by today's measure counts only where the old certificate's own CA is concerned. */
  #isStrongEnough(strength: SignatureStrength, subject: ParsedCertificate, authority: ParsedCertificate): boolean {
    if (strength === 'strong' || this.#isAnyStrengthTaken) return true;
    return strength === 'legacy' && (this.#isOldIssuer(authority) || this.#isOldIssuer(subject));
  }

  #isOldIssuer({ publicKey }: ParsedCertificate): boolean {
    const key = normaliseKey(publicKey);
    return this.#oldIssuerKeys.some((other) => other.equals(key));
  }

  #findOldIssuerKeys(): Buffer[] {
    const { old } = this.#question;
    if (!old) return [];
    return this.#candidates
      .filter(({ subject }) => isNamed(old.issuer, subject))
      .filter((authority) => this.#isCounted(this.#verify(old, authority)))
      .map(({ publicKey }) => normaliseKey(publicKey));
  }

  #isCounted(strength: SignatureStrength): boolean {
    return strength === 'strong' || strength === 'legacy' || (strength === 'weak' && this.#isAnyStrengthTaken);
  }

  #verify(certificate: ParsedCertificate, authority: ParsedCertificate): SignatureStrength {
    this.#tries += 1;
    return this.#tries > maxTries ? 'none' : verifySignature(certificate, authority.publicKey);
  }
}

function tryFindFault(authority: ParsedCertificate, below: readonly ParsedCertificate[], now: Date): string | null {
  try {
    return findAuthorityFault(authority, below, now);
  } catch (error) {
    if (isAppError(error)) return 'unreadable';
    throw error;
  }
}

function isNamed(issuer: Uint8Array, subject: Uint8Array): boolean {
  try {
    return isSameName(issuer, subject);
  } catch (error) {
    // A name that cannot be read is nobody's.
    if (isAppError(error)) return false;
    throw error;
  }
}
