// Which of several certificates a unit profile is read from; says so where there is none.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import { translate } from '../../base/i18n.ts';

interface Props {
  readonly certificates: readonly CertificateDescription[];
  readonly onPick: (certificate: CertificateDescription) => void;
  readonly onCancel: () => void;
}

export function CertificatePick({ certificates, onPick, onCancel }: Props) {
  return (
    <section class="card" aria-labelledby="certificates-title" data-testid="choose-certificate">
      <h2 id="certificates-title">
        {translate(certificates.length === 0 ? 'units_no_certificate' : 'units_choose_certificate')}
      </h2>
      <div class="actions">
        {certificates.map((certificate) => (
          <button type="button" class="secondary" key={certificate.hash} onClick={() => onPick(certificate)}>
            {certificate.unitName}
          </button>
        ))}
        <button type="button" class="plain" onClick={onCancel}>
          {translate('units_cancel')}
        </button>
      </div>
    </section>
  );
}
