// What a list of facts says more where signing certificate and encryption certificate are one 证书.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import { formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';

/** Rows for a `dl`. @param companion the certificate for encryption */
export function PairFacts({ companion }: { readonly companion: CertificateDescription }) {
  return (
    <>
      <dt>{translate('pair_expiry_label')}</dt>
      <dd data-testid="pair-expiry" data-not-after={companion.notAfter}>
        {formatDate(companion.notAfter)}
      </dd>
      <dt>{translate('usage_label')}</dt>
      <dd data-testid="pair-usage">{translate('usage_pair')}</dd>
    </>
  );
}
