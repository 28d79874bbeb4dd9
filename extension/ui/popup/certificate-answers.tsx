// What the clerk can answer to a certificate that is near its end: go and renew, put it off, or never hear of it again.

import { formatDay } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { toLocalDay } from '../../base/local-day.ts';
import type { SeenCertificate } from '../../reminders/seen-certificate.ts';
import type { CertificateView } from './arrange-certificates.ts';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly view: CertificateView;
  /** Where replacing begins. */
  readonly portalUrl: string;
  /** From how many days before its end a certificate is spoken of. */
  readonly firstDay: number;
  readonly actions: PopupActions;
}

function readSnooze({ memo }: SeenCertificate): string | undefined {
  const { snoozedUntil } = memo;
  return snoozedUntil !== undefined && snoozedUntil > toLocalDay(new Date()) ? snoozedUntil : undefined;
}

export function CertificateAnswers({ view, portalUrl, firstDay, actions }: Props) {
  const { certificate, state } = view;
  const { hash, unitName } = certificate;
  const { verdict } = state;
  const snoozedUntil = readSnooze(certificate);
  const isSpokenOf = state.daysLeft <= firstDay && verdict.state !== 'too-late' && verdict.state !== 'clock-doubtful';
  const isPressing = !view.order && (state.phase !== 'valid' || view.isPlugged);
  return (
    <>
      {snoozedUntil && (
        <p class="soft snoozed" data-testid="snoozed">
          {translate('popup_snoozed', formatDay(snoozedUntil))}{' '}
          <button type="button" class="plain" data-testid="undo-snooze" onClick={() => void actions.resume(hash)}>
            {translate('popup_undo')}
          </button>
        </p>
      )}
      {(isSpokenOf || verdict.state === 'allowed' || verdict.state === 'too-late') && (
        <div class="answers">
          {verdict.state === 'allowed' && (
            <button
              type="button"
              class={isPressing ? 'primary' : 'secondary'}
              data-testid="go-renew"
              aria-label={translate('popup_renew_label', unitName)}
              onClick={() => actions.renew(hash)}
            >
              {translate('popup_renew')}
            </button>
          )}
          {verdict.state === 'too-late' && (
            <button type="button" class="secondary" data-testid="go-replace" onClick={() => actions.open(portalUrl)}>
              {translate('popup_replace')}
            </button>
          )}
          {isSpokenOf && !snoozedUntil && (
            <button
              type="button"
              class="plain"
              data-testid="snooze"
              aria-label={translate('popup_snooze_label', unitName)}
              onClick={() => void actions.snooze(hash)}
            >
              {translate('reminder_snooze')}
            </button>
          )}
          <button
            type="button"
            class="plain"
            data-testid="mute"
            aria-label={translate('popup_mute_label', unitName)}
            onClick={() => void actions.mute(hash)}
          >
            {translate('popup_mute')}
          </button>
        </div>
      )}
    </>
  );
}
