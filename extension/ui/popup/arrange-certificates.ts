// Remembered certificates as the popup shows them: by unit, found by what is typed, in the order that is chosen. Pure.

import { judgeClock } from '../../clock/judge-clock.ts';
import { isOpen, type KnownOrder } from '../../orders/known-order.ts';
import type { OrderBook } from '../../orders/order-store.ts';
import { type CertificateState, judgeCertificate, type ReminderRules } from '../../reminders/certificate-state.ts';
import { describeSightings } from '../../reminders/describe-sightings.ts';
import { isOfSite } from '../../reminders/is-of-site.ts';
import type { ReminderBook } from '../../reminders/reminder-book.ts';
import type { SeenCertificate } from '../../reminders/seen-certificate.ts';
import type { TokenLook } from './look-for-tokens.ts';

export interface CertificateView {
  readonly certificate: SeenCertificate;
  readonly state: CertificateState;
  readonly isPlugged: boolean;
  /** Of another CA than the site's: shown apart, never reminded of. */
  readonly isForeign: boolean;
  /** An order of the unit that is under way: no second one is needed. */
  readonly order?: KnownOrder;
}

export interface UnitGroup {
  readonly key: string;
  readonly unitName: string;
  readonly views: readonly CertificateView[];
}

export const sortings = ['expiry', 'name', 'plugged'] as const;
export type Sorting = (typeof sortings)[number];

export function viewCertificates(
  book: ReminderBook,
  orders: OrderBook,
  look: TokenLook,
  rules: ReminderRules,
  now: Date,
): CertificateView[] {
  const time = judgeClock(book, now);
  const sightings = look.state === 'seen' ? describeSightings(look.tokens) : [];
  const plugged = new Set(sightings.flatMap(({ certificates }) => certificates.map(({ hash }) => hash)));
  const orderOf = new Map(orders.orders.filter(isOpen).map((order) => [order.unitName, order]));
  return book.certificates.map((certificate) => {
    const order = orderOf.get(certificate.unitName);
    return {
      certificate,
      state: judgeCertificate(certificate, rules, time),
      isPlugged: plugged.has(certificate.hash),
      isForeign: !isOfSite(certificate, rules.issuerNames, book.certificates),
      ...(order ? { order } : {}),
    };
  });
}

/** Full-width letters and digits, as input methods give them, are the plain ones. */
const normalise = (text: string) => text.normalize('NFKC').toLowerCase();

function isFound({ certificate }: CertificateView, words: readonly string[]): boolean {
  const { unitName, chipNumber, creditCode = '', tokenLabel } = certificate;
  const text = normalise([unitName, chipNumber, creditCode, tokenLabel].join('\n'));
  return words.every((word) => text.includes(word));
}

const collator = new Intl.Collator('zh-CN', { numeric: true });
const endOf = ({ views }: UnitGroup) => Math.min(...views.map(({ certificate }) => Date.parse(certificate.notAfter)));
const countPlugged = ({ views }: UnitGroup) => Number(views.some(({ isPlugged }) => isPlugged));
/** What can no longer be renewed hurries nobody. */
const isPast = ({ views }: UnitGroup) => Number(views.every(({ state }) => state.verdict.state === 'too-late'));
const byExpiry = (one: UnitGroup, other: UnitGroup) => isPast(one) - isPast(other) || endOf(one) - endOf(other);
const orders: Readonly<Record<Sorting, (one: UnitGroup, other: UnitGroup) => number>> = {
  expiry: byExpiry,
  name: (one, other) => collator.compare(one.unitName, other.unitName),
  plugged: (one, other) => countPlugged(other) - countPlugged(one) || byExpiry(one, other),
};

/** Units with what was found of theirs; within a unit the certificate that ends first stands first. */
export function arrangeCertificates(
  views: readonly CertificateView[],
  { search, sorting }: { readonly search: string; readonly sorting: Sorting },
): UnitGroup[] {
  const words = normalise(search).split(/\s+/).filter(Boolean);
  const groups = new Map<string, CertificateView[]>();
  for (const view of views) {
    if (!isFound(view, words)) continue;
    const key = view.certificate.creditCode ?? view.certificate.unitName;
    groups.set(key, [...(groups.get(key) ?? []), view]);
  }
  return [...groups]
    .map(([key, members]) => {
      const sorted = members.sort((one, other) => one.certificate.notAfter.localeCompare(other.certificate.notAfter));
      return { key, unitName: sorted.at(-1)?.certificate.unitName ?? '', views: sorted };
    })
    .sort(orders[sorting]);
}
