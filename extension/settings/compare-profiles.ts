// What another site profile would change, in words and short enough to be read before it is taken over.

import { type MessageKey, translate } from '../base/i18n.ts';
import { pageKindWords } from '../base/page-kind-words.ts';
import type { ComparedField } from '../base/subject-words.ts';
import { listAddresses } from '../portal/list-addresses.ts';
import type { PageKind } from '../portal/page-kinds.ts';
import type { SiteProfile } from '../portal/profile.ts';

const listWords = (texts: readonly (string | number)[]) => texts.join(translate('list_separator'));
const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** `before` and `after` are what is shown; `isSame` may know of more that has changed. */
function compare(label: string, before: string, after: string, isSame = before === after): ComparedField {
  if (isSame) return { label, before, after, state: 'same' };
  if (before === '') return { label, before, after, state: 'added' };
  if (after === '') return { label, before, after, state: 'removed' };
  const inside = before === after ? translate('profile_inside_changed', after) : after;
  return { label, before, after: inside, state: 'changed' };
}

/** One row for all pages: which are new, gone or different. Selectors say nothing to those who are asked here. */
function comparePages(before: SiteProfile['pages'], after: SiteProfile['pages']): ComparedField {
  const kinds = [...new Set([...before, ...after].map(({ kind }) => kind))];
  const ofKind = (pages: SiteProfile['pages'], kind: PageKind) => pages.filter((page) => page.kind === kind);
  const isIn = (pages: SiteProfile['pages'], kind: PageKind) => ofKind(pages, kind).length > 0;
  const list = (key: MessageKey, chosen: readonly PageKind[]) =>
    chosen.length === 0 ? [] : [translate(key, listWords(chosen.map((kind) => translate(pageKindWords[kind]))))];
  const kept = kinds.filter((kind) => isIn(before, kind) && isIn(after, kind));
  const changes = [
    ...list(
      'profile_pages_changed',
      kept.filter((kind) => !isEqual(ofKind(before, kind), ofKind(after, kind))),
    ),
    ...list(
      'profile_pages_added',
      kinds.filter((kind) => !isIn(before, kind)),
    ),
    ...list(
      'profile_pages_removed',
      kinds.filter((kind) => !isIn(after, kind)),
    ),
  ];
  const count = (pages: SiteProfile['pages']) =>
    translate('profile_pages_count', new Set(pages.map(({ kind }) => kind)).size);
  const isSame = isEqual(before, after);
  return {
    label: translate('field_pages'),
    before: count(before),
    after: [count(after), ...changes].join(translate('profile_clause_separator')),
    state: isSame ? 'same' : 'changed',
  };
}

/** Parts that nobody reads: only whether they have changed. */
const opaque: readonly (readonly [keyof SiteProfile, MessageKey])[] = [
  ['orderList', 'field_order_list'],
  ['materials', 'field_materials'],
  ['tokenKinds', 'field_token_kinds'],
  ['links', 'field_links'],
];

function compareRest(before: SiteProfile, after: SiteProfile): ComparedField {
  const changed = opaque.filter(([name]) => !isEqual(before[name], after[name])).map(([, label]) => translate(label));
  const words = translate('profile_rest_before');
  return {
    label: translate('profile_rest'),
    before: words,
    after: changed.length === 0 ? words : translate('profile_pages_changed', listWords(changed)),
    state: changed.length === 0 ? 'same' : 'changed',
  };
}

/**
 * Every part of a profile, changed or not.
 * @param fingerprints of pinned certificates (base64 DER → short fingerprint), see `fingerprintCertificates`
 */
export function compareProfiles(
  before: SiteProfile,
  after: SiteProfile,
  fingerprints: ReadonlyMap<string, string>,
): readonly ComparedField[] {
  const wordCertificates = ({ pinnedCaCertificates }: SiteProfile) =>
    listWords(pinnedCaCertificates.map((base64) => fingerprints.get(base64) ?? ''));
  const wordWindow = ({ renewalWindow }: SiteProfile) =>
    translate('profile_window', renewalWindow.daysBeforeExpiry, renewalWindow.daysAfterExpiry);
  const wordKey = ({ newKeyAlgorithm }: SiteProfile) => newKeyAlgorithm ?? translate('key_algorithm_kept');
  const wordIssuers = ({ issuerNames }: SiteProfile) => listWords(issuerNames ?? []);
  /** Every address to which something can go, each on a line of its own. */
  const wordAddresses = (profile: SiteProfile) => listAddresses(profile).join('\n');
  return [
    compare(translate('field_display_name'), before.displayName.zh, after.displayName.zh),
    compare(translate('field_origins'), listWords(before.origins), listWords(after.origins)),
    comparePages(before.pages, after.pages),
    compare(translate('field_addresses'), wordAddresses(before), wordAddresses(after)),
    compare(
      translate('field_order_service'),
      before.orderService.baseUrl,
      after.orderService.baseUrl,
      isEqual(before.orderService, after.orderService),
    ),
    compare(translate('field_issuer_names'), wordIssuers(before), wordIssuers(after)),
    compare(translate('field_new_key_algorithm'), wordKey(before), wordKey(after)),
    compare(translate('field_ca_certificates'), wordCertificates(before), wordCertificates(after)),
    compare(translate('field_renewal_window'), wordWindow(before), wordWindow(after)),
    compare(translate('field_reminder_days'), listWords(before.reminderDays), listWords(after.reminderDays)),
    compare(translate('field_retire_days'), String(before.retireOldAfterDays), String(after.retireOldAfterDays)),
    compareRest(before, after),
  ];
}

/** First 16 hex digits of the SHA-256 of each pinned certificate, in pairs as certificate windows show them. */
export async function fingerprintCertificates(...profiles: readonly SiteProfile[]): Promise<Map<string, string>> {
  const certificates = [...new Set(profiles.flatMap(({ pinnedCaCertificates }) => pinnedCaCertificates))];
  const pairs = await Promise.all(
    certificates.map(async (base64): Promise<[string, string]> => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return [base64, [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(':')];
    }),
  );
  return new Map(pairs);
}
