// The clear end: 「证书安装成功」 or 「变更成功」, and the new expiry date.
import { Fragment } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CertificateDescription } from '../../../shared/certificate.ts';
import type { Operation } from '../../../shared/protocol/messages.ts';
import { formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { listFields } from '../parts/compare-subjects.ts';
import { PairFacts } from '../parts/pair-facts.tsx';
import { formatTokensPath } from '../parts/tokens-request.ts';
import type { Aftermath } from './operation-state.ts';
import { operationWords } from './operation-words.ts';
import { PartlyDone } from './partly-done.tsx';

interface Props {
  readonly operation: Operation;
  readonly certificate: CertificateDescription;
  readonly aftermath: Aftermath | undefined;
  /** The token whose PIN is one of the common initial ones; undefined when it is not. */
  readonly defaultPinTokenId: string | undefined;
  readonly onClose: () => void;
  readonly onAnother: () => void;
}

export function DonePanel({ operation, certificate, aftermath, defaultPinTokenId, onClose, onAnother }: Props) {
  const words = operationWords[operation];
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
          {translate(words.doneTitle)}
        </h2>
        <p class="unit">{certificate.unitName}</p>
        <dl class="facts">
          <dt>{translate('done_new_expiry_label')}</dt>
          <dd class="new-expiry" data-testid="new-expiry" data-not-after={certificate.notAfter}>
            {formatDate(certificate.notAfter)}
          </dd>
          {aftermath?.encryptionCertificate && <PairFacts companion={aftermath.encryptionCertificate} />}
          <dt>{translate('serial_number_label')}</dt>
          <dd class="number">{certificate.serialNumber}</dd>
        </dl>
      </section>
      {operation === 'change' && (
        <section class="card" aria-labelledby="new-data-heading">
          <h2 id="new-data-heading">{translate('done_new_data_heading')}</h2>
          <dl class="facts">
            {listFields(certificate).map(({ label, value }) => (
              <Fragment key={`${label}${value}`}>
                <dt>{label}</dt>
                <dd data-testid="new-field">{value}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      )}
      {aftermath?.otherCertificates && <PartlyDone others={aftermath.otherCertificates} />}
      {aftermath && !aftermath.isConfirmed && !aftermath.otherCertificates && (
        <p class="notice warn" data-testid="not-confirmed">
          {translate('done_not_confirmed')}
        </p>
      )}
      {aftermath?.isSignatureLegacy && (
        <p class="notice warn" data-testid="signature-legacy">
          {translate('done_signature_legacy')}
        </p>
      )}
      <section class="card" aria-labelledby="next-heading">
        <h2 id="next-heading">{translate('done_next_heading')}</h2>
        <ul>
          <li>{translate(words.doneNextLogin)}</li>
          <li>{translate('done_next_old')}</li>
        </ul>
      </section>
      {defaultPinTokenId !== undefined && (
        <p class="notice warn" data-testid="done-default-pin">
          {translate('done_default_pin')}{' '}
          <a
            href={formatTokensPath({ tokenId: defaultPinTokenId, task: 'pin' })}
            target="_blank"
            rel="noreferrer"
            data-testid="change-pin-link"
          >
            {translate('done_change_pin_link')}
          </a>
        </p>
      )}
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
