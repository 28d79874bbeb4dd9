// Certificates of banks and other CAs that were seen on a U盾: nobody is reminded of them here.

import { translate } from '../../base/i18n.ts';
import { wordLastDay } from '../../reminders/reminder-words.ts';
import type { CertificateView } from './arrange-certificates.ts';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly views: readonly CertificateView[];
  readonly actions: Pick<PopupActions, 'forgetCertificate'>;
}

export function ForeignList({ views, actions }: Props) {
  if (views.length === 0) return null;
  return (
    <details class="muted" data-testid="foreign">
      <summary>{translate('popup_foreign', views.length)}</summary>
      <ul>
        {views.map(({ certificate }) => (
          <li key={certificate.hash} data-testid="foreign-certificate">
            <p>{certificate.unitName}</p>
            <p class="soft">{translate('popup_foreign_issuer', certificate.issuerName ?? '')}</p>
            <p class="soft">{translate('reminder_facts', wordLastDay(certificate), certificate.chipNumber)}</p>
            <div class="answers">
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
