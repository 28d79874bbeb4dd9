// The one place that decides what stands on the toolbar icon. Pure.

import { translate } from '../base/i18n.ts';
import type { KnownTime } from '../clock/judge-clock.ts';
import { isWaitingForSite, needsClerk } from '../orders/known-order.ts';
import type { OrderBook } from '../orders/order-store.ts';
import { type CertificateState, type ReminderRules, soonDays } from './certificate-state.ts';
import { isOfSite } from './is-of-site.ts';
import { isSuperseded } from './is-superseded.ts';
import { judgeForReminding } from './judge-for-reminding.ts';
import type { ReminderBook } from './reminder-book.ts';
import { wordExpiry } from './reminder-words.ts';
import type { SeenCertificate } from './seen-certificate.ts';

export interface BadgeLook {
  /** Short: browsers show about four letters. Empty for none. */
  readonly text: string;
  readonly color: string;
  /** The tooltip: everything in words, a line each. */
  readonly title: string;
  readonly icon: 'normal' | 'attention' | 'expired';
}

interface Urgent {
  readonly certificate: SeenCertificate;
  readonly state: CertificateState;
}

/** White text stands on each with a contrast of at least 5. */
const colors = { bad: '#a8231c', warn: '#8a5300', calm: '#0f5ea8' } as const;
const longestCount = 99;

/** The certificate that ends first, of those that are to be spoken of; undefined while none is near its end. */
function findMostUrgent({ certificates }: ReminderBook, time: KnownTime, rules: ReminderRules): Urgent | undefined {
  const firstDay = Math.max(...rules.reminderDays);
  return certificates
    .filter((certificate) => !certificate.memo.isMuted && !isSuperseded(certificate, certificates))
    .filter((certificate) => isOfSite(certificate, rules.issuerNames, certificates))
    .flatMap((certificate) => {
      const state = judgeForReminding(certificate, rules, time);
      return state && state.daysLeft <= firstDay ? [{ certificate, state }] : [];
    })
    .sort((one, other) => Date.parse(one.certificate.notAfter) - Date.parse(other.certificate.notAfter))[0];
}

function lookOfExpiry({ phase, daysLeft }: CertificateState): Omit<BadgeLook, 'title'> {
  if (phase === 'expired') return { text: translate('badge_expired'), color: colors.bad, icon: 'expired' };
  const count = daysLeft > longestCount ? `${longestCount}+` : daysLeft;
  const text = daysLeft === 0 ? translate('badge_today') : translate('badge_days', count);
  if (phase === 'urgent') return { text, color: colors.bad, icon: 'attention' };
  return {
    text,
    color: daysLeft <= soonDays ? colors.warn : colors.calm,
    icon: phase === 'soon' ? 'attention' : 'normal',
  };
}

/**
 * An order that waits for the clerk comes first, as its count: it can be done now, and is often the very renewal that the
 * expiry asks for. Then a clock that is wrong, then the certificate that ends first, then a login without which orders
 * cannot be followed. The tooltip says all of it.
 */
export function chooseBadge(orders: OrderBook, book: ReminderBook, time: KnownTime, rules: ReminderRules): BadgeLook {
  const orderCount = orders.orders.filter(needsClerk).length;
  const needsLogin = orders.isLoggedOut && orders.orders.some(isWaitingForSite);
  const urgent = findMostUrgent(book, time, rules);
  const expiry = urgent && lookOfExpiry(urgent.state);
  const hasDoubt = !time.isCertain && book.certificates.length > 0;
  const lines = [
    ...(orderCount > 0 ? [translate('badge_title_orders', orderCount)] : []),
    ...(hasDoubt ? [translate('badge_title_clock')] : []),
    ...(urgent ? [translate('reminder_of_unit', urgent.certificate.unitName, wordExpiry(urgent.state))] : []),
    ...(needsLogin ? [translate('badge_title_login')] : []),
  ];
  const title = [translate('window_brand'), ...lines].join('\n');
  const attention = { color: colors.bad, title, icon: expiry?.icon === 'expired' ? 'expired' : 'attention' } as const;
  if (orderCount > 0) return { ...attention, text: String(orderCount) };
  if (hasDoubt) return { ...attention, text: '?' };
  if (expiry) return { ...expiry, title };
  if (needsLogin) return { ...attention, text: '!' };
  return { text: '', color: colors.calm, title, icon: 'normal' };
}
