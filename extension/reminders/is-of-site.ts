// Whether a certificate is one of the site's CA: a token may also hold those of banks and others.
import { normaliseName } from '../../shared/normalise-name.ts';
import type { SiteProfile } from '../portal/profile.ts';
import type { SeenCertificate } from './seen-certificate.ts';

type IssuedFacts = Pick<SeenCertificate, 'issuerName' | 'isFromOrder'>;

/**
 * By the issuer's name, in which a CA may have put more, e.g. the generation of its key. An issuer whose certificate one
 * of our orders brought counts, too.
 * @param issuerNames of the site; undefined when its profile names none, and every certificate is taken as the site's
 * @param remembered what is known of orders' certificates
 */
export function isOfSite(
  { issuerName, isFromOrder }: IssuedFacts,
  issuerNames: readonly string[] | undefined,
  remembered: readonly IssuedFacts[] = [],
): boolean {
  // An earlier version did not note the issuer: silence about a certificate that ends would be worse.
  if (issuerNames === undefined || issuerName === undefined || isFromOrder) return true;
  const issuer = normaliseName(issuerName);
  const known = remembered.flatMap((other) => (other.isFromOrder && other.issuerName ? [other.issuerName] : []));
  return (
    issuerNames.some((name) => issuer.includes(normaliseName(name))) ||
    known.some((name) => issuer === normaliseName(name))
  );
}

/** Issuers of all sites together; undefined when one of them names none. */
export function listIssuerNames(profiles: readonly Pick<SiteProfile, 'issuerNames'>[]): readonly string[] | undefined {
  if (profiles.some(({ issuerNames }) => issuerNames === undefined)) return undefined;
  return profiles.flatMap(({ issuerNames }) => issuerNames ?? []);
}
