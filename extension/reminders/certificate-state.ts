// What there is to say of a remembered certificate now: popup, badge and notifications take it from here.
import { countDays, toLocalDay } from '../base/local-day.ts';
import type { KnownTime } from '../clock/judge-clock.ts';
import { judgeRenewal, type RenewalVerdict, type RenewalWindow } from './judge-renewal.ts';
import type { SightedCertificate } from './seen-certificate.ts';

export const soonDays = 30;
const urgentDays = 7;

export interface ReminderRules {
  /** Days before expiry on which the clerk is reminded, in any order. */
  readonly reminderDays: readonly number[];
  readonly renewalWindow: RenewalWindow;
  /** Whose certificates are spoken of; undefined for everybody's. */
  readonly issuerNames?: readonly string[] | undefined;
}

export interface CertificateState {
  /** Calendar days to the last day, by the best-known time; negative when it is past. */
  readonly daysLeft: number;
  /** `uncertain`: the clock is wrong, and so nothing is called expired that may not be. */
  readonly phase: 'valid' | 'soon' | 'urgent' | 'expired' | 'uncertain';
  /** Part of its life that is left, 0 to 1. */
  readonly lifeLeft: number;
  readonly verdict: RenewalVerdict;
}

function choosePhase(notAfter: Date, daysLeft: number, { computer, best, isCertain }: KnownTime) {
  // Expired is only what is so by both clocks.
  const isPast = notAfter <= best;
  if (!isCertain || isPast !== notAfter <= computer) return 'uncertain';
  if (isPast) return 'expired';
  if (daysLeft <= urgentDays) return 'urgent';
  return daysLeft <= soonDays ? 'soon' : 'valid';
}

export function judgeCertificate(
  certificate: Pick<SightedCertificate, 'notBefore' | 'notAfter' | 'keyAlgorithm'>,
  { renewalWindow }: Pick<ReminderRules, 'renewalWindow'>,
  time: KnownTime,
): CertificateState {
  const notAfter = new Date(certificate.notAfter);
  const notBefore = new Date(certificate.notBefore);
  const daysLeft = countDays(toLocalDay(time.best), toLocalDay(notAfter));
  const life = (notAfter.getTime() - time.best.getTime()) / (notAfter.getTime() - notBefore.getTime());
  return {
    daysLeft,
    phase: choosePhase(notAfter, daysLeft, time),
    lifeLeft: Number.isFinite(life) ? Math.min(Math.max(life, 0), 1) : 0,
    verdict: judgeRenewal(certificate, renewalWindow, time),
  };
}
