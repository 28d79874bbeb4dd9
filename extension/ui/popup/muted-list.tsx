// Certificates of which the clerk does not want to hear: here that can be taken back.

import { translate } from '../../base/i18n.ts';
import { wordLastDay } from '../../reminders/reminder-words.ts';
import type { CertificateView } from './arrange-certificates.ts';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly views: readonly CertificateView[];
  readonly actions: Pick<PopupActions, 'resume' | 'forgetCertificate'>;
}

export function MutedList({ views, actions }: Props) {
  if (views.length === 0) return null;
  return (
    <details class="muted" data-testid="muted">
      <summary>{translate('popup_muted', views.length)}</summary>
      <ul>
        {views.map(({ certificate }) => (
          <li key={certificate.hash} data-testid="muted-certificate">
            <p>{certificate.unitName}</p>
            <p class="soft">{translate('reminder_facts', wordLastDay(certificate), certificate.chipNumber)}</p>
            <div class="answers">
              <button
                type="button"
                class="plain"
                data-testid="unmute"
                aria-label={translate('popup_unmute_label', certificate.unitName)}
                onClick={() => void actions.resume(certificate.hash)}
              >
                {translate('popup_unmute')}
              </button>
              <button
                type="button"
                class="plain"
                data-testid="forget-certificate"
                aria-label={translate('popup_forget_certificate_label', certificate.unitName)}
                onClick={() => void actions.forgetCertificate(certificate.hash)}
              >
                {translate('popup_forget')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
