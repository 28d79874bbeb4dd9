// Certificates that are set aside, folded away below the others: each with its facts, what can be done, and a way to forget it.
import type { ComponentChildren } from 'preact';
import { translate } from '../../base/i18n.ts';
import { wordLastDay } from '../../reminders/reminder-words.ts';
import type { SeenCertificate } from '../../reminders/seen-certificate.ts';
import type { CertificateView } from './arrange-certificates.ts';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly views: readonly CertificateView[];
  readonly actions: Pick<PopupActions, 'forgetCertificate'>;
  /** For tests: of the list; its entries are `<name>-certificate`. */
  readonly name: 'muted' | 'foreign';
  readonly summary: string;
  /** Between the unit's name and the facts. */
  readonly describe?: (certificate: SeenCertificate) => ComponentChildren;
  /** Buttons before the one that forgets. */
  readonly answer?: (certificate: SeenCertificate) => ComponentChildren;
}

export function SetAsideList({ views, actions, name, summary, describe, answer }: Props) {
  if (views.length === 0) return null;
  return (
    <details class="muted" data-testid={name}>
      <summary>{summary}</summary>
      <ul>
        {views.map(({ certificate }) => (
          <li key={certificate.hash} data-testid={`${name}-certificate`}>
            <p>{certificate.unitName}</p>
            {describe?.(certificate)}
            <p class="soft">{translate('reminder_facts', wordLastDay(certificate), certificate.chipNumber)}</p>
            <div class="answers">
              {answer?.(certificate)}
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
