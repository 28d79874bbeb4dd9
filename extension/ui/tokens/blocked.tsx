// Nothing to look after: no U盾 is plugged in, which is no fault, or something keeps us from seeing one.
import type { AppError } from '../../../shared/errors/app-error.ts';
import { translate } from '../../base/i18n.ts';
import { ErrorCard } from '../parts/error-card.tsx';

interface Props {
  readonly error: AppError;
  readonly isBusy: boolean;
  readonly onRecheck: () => void;
}

export function Blocked({ error, isBusy, onRecheck }: Props) {
  // A driver that is broken may be the one that would show it.
  const isJustMissing = error.code === 'TOKEN_MISSING' && error.details.brokenDrivers === undefined;
  if (!isJustMissing)
    return <ErrorCard error={error} retryLabel={translate('recheck_button')} onRetry={onRecheck} isBusy={isBusy} />;
  return (
    <section class="card" aria-labelledby="no-token-heading" data-testid="no-token">
      <h2 id="no-token-heading">{translate('tokens_none_heading')}</h2>
      <p>{translate('tokens_none_text')}</p>
      <div class="actions">
        <button type="button" class="secondary" data-testid="retry-button" aria-busy={isBusy} onClick={onRecheck}>
          {translate(isBusy ? 'busy_checking' : 'recheck_button')}
        </button>
      </div>
    </section>
  );
}
