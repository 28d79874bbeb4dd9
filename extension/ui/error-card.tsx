// An error as a card: what happened, what to do, and a button where trying again helps.
import type { AppError } from '../../shared/errors/app-error.ts';
import { errorTable } from '../../shared/errors/error-table.ts';
import { wordError } from './error-words.ts';
import { translate } from './i18n.ts';

interface Props {
  readonly error: AppError;
  readonly retryLabel?: string | undefined;
  /** Shown as a button only where the error table says that trying again can help. */
  readonly onRetry?: (() => void) | undefined;
  readonly isBusy?: boolean;
  /** The way on, where there is a better one than trying again. */
  readonly wayOn?: { readonly label: string; readonly hint: string; readonly onGo: () => void } | undefined;
}

export function ErrorCard({ error, retryLabel = translate('retry_button'), onRetry, isBusy = false, wayOn }: Props) {
  const { title, what, next, support } = wordError(error);
  return (
    <section class="card error-card" role="alert" data-testid="error-card" data-error-code={error.code}>
      <h2>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3 1.8 20.5h20.4z" />
          <path class="mark" d="M12 9.5v5m0 2.2v.6" />
        </svg>
        {title}
      </h2>
      <dl class="explain">
        <dt>{translate('error_card_what_label')}</dt>
        <dd data-testid="error-what">{what}</dd>
        <dt>{translate('error_card_next_label')}</dt>
        <dd data-testid="error-next">{next}</dd>
      </dl>
      {wayOn && (
        <div class="actions way-on">
          <button type="button" class="primary" data-testid="way-on-button" onClick={wayOn.onGo}>
            {wayOn.label}
          </button>
          <p class="hint">{wayOn.hint}</p>
        </div>
      )}
      <div class="error-foot">
        <p class="support">
          {translate('error_card_support')} <code data-testid="error-support">{support}</code>
        </p>
        {onRetry && errorTable[error.code].canRetry && (
          <button type="button" class="secondary" data-testid="retry-button" onClick={onRetry} aria-busy={isBusy}>
            {isBusy ? translate('busy_checking') : retryLabel}
          </button>
        )}
      </div>
    </section>
  );
}
