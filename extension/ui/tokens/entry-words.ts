// What is said of a key or certificate on the token, by its verdict.
import { retirableFrom } from '../../../shared/judge-retirement.ts';
import type { EntryVerdict, TokenEntry } from '../../../shared/protocol/token-care.ts';
import { formatDate } from '../../base/format-time.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';
import { explainUnreadable } from '../parts/unreadable-list.tsx';
import { judgeSuperseded, readRetirement } from './judge-superseded.ts';

/** A page's control asked for the key: no order of ours leads on from there, and it has no number. */
export const isAskedByPage = ({ order }: TokenEntry): boolean => order?.orderNumber === '-';

export const verdictNames: Readonly<Record<EntryVerdict, MessageKey>> = {
  'in-use': 'verdict_in_use',
  'unfinished-order': 'verdict_unfinished',
  leftover: 'verdict_leftover',
  superseded: 'verdict_superseded',
  foreign: 'verdict_foreign',
  'certificate-only': 'verdict_certificate_only',
};

/**
 * What it is and what may be done with it, in one or two sentences.
 * @param newEntry the certificate in whose favour it was replaced
 * @param retireAfterDays see the site profile
 */
export function explainEntry(entry: TokenEntry, newEntry: TokenEntry | undefined, retireAfterDays: number): string {
  const { verdict, order, certificate, unreadable } = entry;
  if (unreadable) return explainUnreadable(unreadable);
  switch (verdict) {
    case 'in-use':
      return translate(order ? 'verdict_in_use_text_ours' : 'verdict_in_use_text', order?.orderNumber ?? '');
    case 'unfinished-order':
      if (isAskedByPage(entry)) return translate('verdict_unfinished_text_page', formatDate(order?.updatedAt ?? ''));
      return translate('verdict_unfinished_text', order?.orderNumber ?? '');
    case 'leftover':
      return translate('verdict_leftover_text', order?.orderNumber ?? '');
    case 'superseded':
      return explainSuperseded(entry, formatDate(newEntry?.certificate?.notAfter ?? ''), retireAfterDays);
    case 'foreign':
      return translate('verdict_foreign_text');
    case 'certificate-only':
      return translate(
        certificate?.usage === 'other' ? 'verdict_certificate_only_text_authority' : 'verdict_certificate_only_text',
      );
  }
}

function explainSuperseded(entry: TokenEntry, newEnd: string, retireAfterDays: number): string {
  switch (judgeSuperseded(entry, retireAfterDays)) {
    case 'allowed':
      return translate('verdict_superseded_text', newEnd);
    case 'too-soon': {
      const from = retirableFrom(readRetirement(entry), retireAfterDays);
      return translate('verdict_superseded_too_soon', newEnd, formatDate(from.toISOString()));
    }
    case 'unconfirmed':
      return translate('verdict_superseded_unconfirmed', newEnd);
    case 'order-open':
      return translate('verdict_superseded_order_open', newEnd);
  }
}

/** 「RSA 2048 位」; '' where nothing is known. */
export function describeKey({ keyAlgorithm, keySizeBits }: TokenEntry): string {
  if (keyAlgorithm === 'other') return '';
  const name = keyAlgorithm === 'EC' ? 'ECC' : keyAlgorithm;
  return keySizeBits > 0 ? translate('key_size', name, keySizeBits) : name;
}
