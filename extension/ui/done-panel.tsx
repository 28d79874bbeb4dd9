// The clear end: 「证书安装成功」 and the new expiry date.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CertificateDescription } from '../../shared/certificate.ts';
import { formatDate } from './format-time.ts';
import { translate } from './i18n.ts';

interface Props {
  readonly certificate: CertificateDescription;
  readonly hasDefaultPin: boolean;
  readonly onClose: () => void;
  readonly onAnother: () => void;
}

export function DonePanel({ certificate, hasDefaultPin, onClose, onAnother }: Props) {
  const closeButton = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => closeButton.current?.focus(), []);
  return (
    <div data-testid="done-panel" data-certificate-hash={certificate.hash}>
      <section class="card done-card" aria-labelledby="done-title">
        <svg class="done-mark" viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="22" />
          <path d="m14 24.5 7 7 13-14" />
        </svg>
        <h2 id="done-title" data-testid="done-title">
          {translate('done_title')}
        </h2>
        <p class="unit">{certificate.unitName}</p>
        <dl class="facts">
          <dt>{translate('done_new_expiry_label')}</dt>
          <dd class="new-expiry" data-testid="new-expiry" data-not-after={certificate.notAfter}>
            {formatDate(certificate.notAfter)}
          </dd>
          <dt>{translate('serial_number_label')}</dt>
          <dd class="number">{certificate.serialNumber}</dd>
        </dl>
      </section>
      <section class="card" aria-labelledby="next-heading">
        <h2 id="next-heading">{translate('done_next_heading')}</h2>
        <ul>
          <li>{translate('done_next_login')}</li>
          <li>{translate('done_next_old')}</li>
          {hasDefaultPin && <li>{translate('default_pin_hint')}</li>}
        </ul>
      </section>
      <div class="actions">
        <button type="button" class="primary" ref={closeButton} data-testid="close-button" onClick={onClose}>
          {translate('close_button')}
        </button>
        <button type="button" class="secondary" data-testid="another-button" onClick={onAnother}>
          {translate('another_button')}
        </button>
      </div>
    </div>
  );
}
