// One key or certificate of the token in the housekeeping view.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import type { TokenEntry } from '../../../shared/protocol/token-care.ts';
import { formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { ShortenedNote } from '../parts/shortened-note.tsx';
import { nameUnreadable } from '../parts/unreadable-list.tsx';
import { describeKey, explainEntry, isAskedByPage, verdictNames } from './entry-words.ts';
import { judgeSuperseded } from './judge-superseded.ts';

interface Props {
  readonly entry: TokenEntry;
  /** Of a pair, the certificate for encryption: the two are one 证书. */
  readonly companion: CertificateDescription | undefined;
  /** The certificate that took its place. */
  readonly newEntry: TokenEntry | undefined;
  /** See the site profile. */
  readonly retireOldAfterDays: number;
  readonly isBusy: boolean;
  readonly onGiveUp: () => void;
  readonly onRetire: () => void;
  readonly onConfirm: () => void;
}

export function EntryItem(props: Props) {
  const { entry, companion, newEntry, retireOldAfterDays, isBusy, onGiveUp, onRetire, onConfirm } = props;
  const { certificate, unreadable, verdict } = entry;
  const { serialNumber } = certificate ?? unreadable ?? { serialNumber: '' };
  const retirement = verdict === 'superseded' ? judgeSuperseded(entry, retireOldAfterDays) : undefined;
  const titleId = `entry-${entry.entryId}`;
  return (
    <li
      class="entry"
      data-testid="token-entry"
      data-verdict={verdict}
      data-retirement={retirement}
      aria-labelledby={titleId}
    >
      <p class="entry-head">
        <span class={`verdict ${verdict}`}>{translate(unreadable ? 'unreadable_verdict' : verdictNames[verdict])}</span>
        <span class="entry-title" id={titleId}>
          {nameEntry(entry)}
        </span>
      </p>
      <p>{explainEntry(entry, newEntry, retireOldAfterDays)}</p>
      {certificate?.isShortened && <ShortenedNote />}
      <p class="hint">
        {[
          companion && translate('usage_pair'),
          certificate?.usage === 'encryption' && translate('entry_encryption'),
          certificate && translate('entry_valid_until', formatDate(certificate.notAfter)),
          serialNumber !== '' && translate('entry_serial', serialNumber),
          describeKey(entry),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {companion && (
        <p class="hint" data-testid="entry-companion">
          {[
            translate('entry_encryption'),
            translate('entry_valid_until', formatDate(companion.notAfter)),
            translate('entry_serial', companion.serialNumber),
          ].join(' · ')}
        </p>
      )}
      {verdict === 'unfinished-order' && isAskedByPage(entry) && (
        <button type="button" class="secondary" data-testid="give-up-button" disabled={isBusy} onClick={onGiveUp}>
          {translate('give_up_button')}
        </button>
      )}
      {retirement === 'unconfirmed' && newEntry?.order && (
        <button type="button" class="secondary" data-testid="ca-confirm-button" disabled={isBusy} onClick={onConfirm}>
          {translate('ca_confirm_button')}
        </button>
      )}
      {retirement === 'allowed' && (
        <button type="button" class="secondary" data-testid="retire-button" disabled={isBusy} onClick={onRetire}>
          {translate('retire_button')}
        </button>
      )}
    </li>
  );
}

/** A key of ours bears an order's id, which tells a clerk nothing; its order number does. */
function nameEntry(entry: TokenEntry): string {
  const { certificate, unreadable, label, order } = entry;
  if (certificate) return certificate.unitName || label || translate('entry_nameless');
  if (unreadable) return nameUnreadable(unreadable);
  if (isAskedByPage(entry)) return translate('entry_key_of_page');
  return order
    ? translate('entry_key_of_order', order.orderNumber)
    : translate('entry_key', label || translate('entry_nameless'));
}
