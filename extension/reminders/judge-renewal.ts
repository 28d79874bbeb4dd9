// The one place that says whether a certificate may be renewed, and if not, why not.
import { addDays, type LocalDay, toLocalDay } from '../base/local-day.ts';
import type { KnownTime } from '../clock/judge-clock.ts';
import type { SiteProfile } from '../portal/profile.ts';
import type { SightedCertificate } from './seen-certificate.ts';

export type RenewalWindow = SiteProfile['renewalWindow'];

/** Days are the clerk's calendar days, both ends included: the CA's window is known to the day only. */
export type RenewalVerdict =
  | { readonly state: 'allowed'; readonly until: LocalDay }
  | { readonly state: 'too-early'; readonly from: LocalDay }
  /** 证书补办 or 证书新办 is the way. */
  | { readonly state: 'too-late'; readonly until: LocalDay }
  | { readonly state: 'not-yet-valid'; readonly from: LocalDay }
  /** A kind of key that the product does not know. */
  | { readonly state: 'key-unsupported' }
  | { readonly state: 'clock-doubtful' };

type Facts = Pick<SightedCertificate, 'notBefore' | 'notAfter' | 'keyAlgorithm'>;

/** Pure. Only for what is said: whether an order is taken is the CA's word, and nothing is locked over this. */
export function judgeRenewal(certificate: Facts, window: RenewalWindow, time: KnownTime): RenewalVerdict {
  if (!time.isCertain) return { state: 'clock-doubtful' };
  const start = new Date(certificate.notBefore);
  if (start > time.best) return { state: 'not-yet-valid', from: toLocalDay(start) };
  const today = toLocalDay(time.best);
  const lastDay = toLocalDay(new Date(certificate.notAfter));
  const until = addDays(lastDay, window.daysAfterExpiry);
  if (today > until) return { state: 'too-late', until };
  if (certificate.keyAlgorithm === 'other') return { state: 'key-unsupported' };
  const from = addDays(lastDay, -window.daysBeforeExpiry);
  return today < from ? { state: 'too-early', from } : { state: 'allowed', until };
}
