// An error as a card: what happened, what to do, and a button where trying again helps.
import type { AppError } from '../../../shared/errors/app-error.ts';
import { errorTable } from '../../../shared/errors/error-table.ts';
import { translate } from '../../base/i18n.ts';
import { explainProblem } from '../../setup/explain-problem.ts';
import { ErrorSign } from './error-sign.tsx';
import { ProblemText } from './problem-text.tsx';

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
  const explanation = explainProblem(error);
  return (
    <section class="card error-card" role="alert" data-testid="error-card" data-error-code={error.code}>
      <h2>
        <ErrorSign />
        {explanation.title}
      </h2>
      <ProblemText {...explanation} />
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
          {translate('error_card_support')} <code data-testid="error-support">{explanation.support}</code>
        </p>
        {explanation.check && (
          <a class="setup-link" href="/setup.html" target="_blank" rel="noreferrer" data-testid="open-setup">
            {translate('setup_open_page')}
          </a>
        )}
        {error.code === 'TOKEN_FULL' && (
          <a class="setup-link" href="/tokens.html" target="_blank" rel="noreferrer" data-testid="open-tokens">
            {translate('nav_tokens')}
          </a>
        )}
        {onRetry && errorTable[error.code].canRetry && (
          <button type="button" class="secondary" data-testid="retry-button" onClick={onRetry} aria-busy={isBusy}>
            {isBusy ? translate('busy_checking') : retryLabel}
          </button>
        )}
      </div>
    </section>
  );
}
