// What else is on the U盾: certificates of banks and other CAs, named so that nobody looks for them among the choices.
import { translate } from '../../base/i18n.ts';
import type { Choice } from '../../flows/survey-tokens.ts';

export function OtherCertificates({ others }: { readonly others: readonly Choice[] }) {
  if (others.length === 0) return null;
  return (
    <details class="card" data-testid="other-certificates">
      <summary>{translate('token_other_certificates', others.length)}</summary>
      <ul>
        {others.map(({ token, certificate }) => (
          <li key={`${token.tokenId} ${certificate.hash}`}>
            {translate('token_other_certificate', certificate.unitName, certificate.issuerName)}
          </li>
        ))}
      </ul>
    </details>
  );
}
