// What is said of a certificate: how long it lives, what comes next, and the notification.
import { formatDay } from '../base/format-time.ts';
import { translate } from '../base/i18n.ts';
import { toLocalDay } from '../base/local-day.ts';
import type { CertificateState } from './certificate-state.ts';
import type { SeenCertificate } from './seen-certificate.ts';

/** 「还有 12 天到期」, 「明天到期」, 「今天到期」. */
export function wordDaysLeft(daysLeft: number): string {
  if (daysLeft === 0) return translate('reminder_today');
  return daysLeft === 1 ? translate('reminder_tomorrow') : translate('reminder_days_left', daysLeft);
}

/** The same, or 「已过期 3 天」; nothing of the kind while the clock is in doubt. */
export function wordExpiry({ phase, daysLeft }: CertificateState): string {
  if (phase === 'uncertain') return translate('reminder_uncertain');
  if (phase === 'expired') return translate('reminder_expired', Math.max(-daysLeft, 1));
  return wordDaysLeft(daysLeft);
}

/** What the clerk can do, or why nothing can be done now. */
export function wordNextStep(
  { verdict, phase }: Pick<CertificateState, 'verdict' | 'phase'>,
  isPlugged: boolean,
): string {
  switch (verdict.state) {
    case 'allowed':
      if (phase === 'expired') return translate('renewal_allowed_expired', formatDay(verdict.until));
      return translate(isPlugged ? 'renewal_allowed_plugged' : 'renewal_allowed');
    case 'too-early':
      return translate('renewal_too_early', formatDay(verdict.from));
    case 'too-late':
      return translate('renewal_too_late', formatDay(verdict.until));
    case 'not-yet-valid':
      return translate('renewal_not_yet_valid', formatDay(verdict.from));
    case 'key-unsupported':
      return translate('renewal_key_unsupported');
    case 'clock-doubtful':
      return translate('renewal_clock_doubtful');
  }
}

/** 「2026年12月6日到期」. */
export function wordLastDay({ notAfter }: Pick<SeenCertificate, 'notAfter'>): string {
  return translate('reminder_last_day', formatDay(toLocalDay(new Date(notAfter))));
}

export interface NotificationWords {
  readonly title: string;
  readonly message: string;
}

export function wordReminder(certificate: SeenCertificate, state: CertificateState): NotificationWords {
  return {
    title: translate('reminder_title', wordExpiry(state)),
    message: [
      certificate.unitName,
      translate('reminder_facts', wordLastDay(certificate), certificate.chipNumber),
      state.verdict.state === 'allowed' ? translate('reminder_click') : wordNextStep(state, false),
    ].join('\n'),
  };
}

/** One notification for many: the most urgent by name. */
export function wordManyReminders(
  due: readonly { readonly certificate: SeenCertificate; readonly state: CertificateState }[],
): NotificationWords {
  const named = due
    .slice(0, 4)
    .map(({ certificate, state }) => translate('reminder_of_unit', certificate.unitName, wordExpiry(state)));
  const rest = due.length - named.length;
  return {
    title: translate('reminder_many_title', due.length),
    message: [...named, ...(rest > 0 ? [translate('reminder_many_rest', rest)] : [])].join('\n'),
  };
}
