// Said where not all of a certificate is shown, so that nobody takes the shown part for the whole.
import { translate } from '../../base/i18n.ts';

export function ShortenedNote() {
  return (
    <p class="hint" data-testid="certificate-shortened">
      {translate('certificate_shortened')}
    </p>
  );
}
