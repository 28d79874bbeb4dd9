// What there is to remind of, by whichever clock makes it sooner: anybody on a plain-http line can forge the portal's.
import type { KnownTime } from '../clock/judge-clock.ts';
import { type CertificateState, judgeCertificate, type ReminderRules } from './certificate-state.ts';
import type { SeenCertificate } from './seen-certificate.ts';

/** The time as it would be had the portal said nothing. */
export function forgetPortal(time: KnownTime): KnownTime {
  const { computer, doubt } = time;
  return doubt?.kind === 'portal' ? { computer, best: computer, isCertain: true } : time;
}

function isWorthSaying({ phase, verdict }: CertificateState): boolean {
  return phase !== 'uncertain' && verdict.state !== 'too-late' && verdict.state !== 'not-yet-valid';
}

/** Undefined where nothing can be said, e.g. because only one of two clocks calls it expired. */
export function judgeForReminding(
  certificate: SeenCertificate,
  rules: ReminderRules,
  time: KnownTime,
): CertificateState | undefined {
  // The computer's own clock is never overruled into silence.
  return [time, forgetPortal(time)]
    .map((one) => judgeCertificate(certificate, rules, one))
    .filter(isWorthSaying)
    .sort((one, other) => one.daysLeft - other.daysLeft)[0];
}
