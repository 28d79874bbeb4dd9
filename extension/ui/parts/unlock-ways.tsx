// The PIN is locked: the two ways out, by the manual's form or by the administrator's PIN.
import { translate } from '../../base/i18n.ts';
import { formatFormsPath } from '../../units/forms-request.ts';
import { formatTokensPath } from './tokens-request.ts';

interface Props {
  readonly tokenId: string;
  readonly unitName: string;
  /** Where the way by the administrator's PIN is on the same page; a link to that page otherwise. */
  readonly onUnblock?: () => void;
}

export function UnlockWays({ tokenId, unitName, onUnblock }: Props) {
  return (
    <section class="card unlock-ways" aria-labelledby="unlock-ways-heading" data-testid="unlock-ways">
      <h2 id="unlock-ways-heading">{translate('unlock_ways_heading')}</h2>
      <p>{translate('unlock_ways_text')}</p>
      <ul>
        <li>
          <a
            href={formatFormsPath({ form: 'application', operation: 'unlock', unitName })}
            target="_blank"
            rel="noreferrer"
            data-testid="unlock-form-link"
          >
            {translate('unlock_ways_form_link')}
          </a>
          <p class="hint">{translate('unlock_ways_form_text')}</p>
        </li>
        <li>
          {onUnblock ? (
            <button type="button" class="link" data-testid="unblock-link" onClick={onUnblock}>
              {translate('unlock_ways_admin_link')}
            </button>
          ) : (
            <a
              href={formatTokensPath({ tokenId, task: 'unblock' })}
              target="_blank"
              rel="noreferrer"
              data-testid="unblock-link"
            >
              {translate('unlock_ways_admin_link')}
            </a>
          )}
          <p class="hint">{translate('unlock_ways_admin_text')}</p>
        </li>
      </ul>
    </section>
  );
}
