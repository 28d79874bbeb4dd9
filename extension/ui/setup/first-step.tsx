// The head of the setup page: the first thing that is not in order with its one next step, or that all is well.
import type { ComponentChildren } from 'preact';
import type { AppError } from '../../../shared/errors/app-error.ts';
import { translate } from '../../base/i18n.ts';
import { explainProblem } from '../../setup/explain-problem.ts';
import { type CheckId, type CheckResult, setupChecks } from '../../setup/setup-checks.ts';
import { ErrorSign } from '../parts/error-sign.tsx';
import { ProblemText } from '../parts/problem-text.tsx';

export interface SetupActions {
  /** Straight from the click, or the browser refuses. */
  readonly requestAccess: () => void;
  readonly openSite: () => void;
  /** Opens the operation window for a renewal. */
  readonly renew: () => void;
  readonly openDriverPage: () => void;
}

/** The one button of a check; undefined where the next step is done outside the browser. */
function findAction(id: CheckId, { code }: Pick<AppError, 'code'>, actions: SetupActions) {
  if (id === 'site-access') return { label: translate('permission_button'), run: actions.requestAccess };
  if (id === 'page') return { label: translate('setup_open_site'), run: actions.openSite };
  if (code === 'DRIVER_MISSING') return { label: translate('setup_open_driver_page'), run: actions.openDriverPage };
  return undefined;
}

function Problem({ id, error, actions }: { id: CheckId; error: AppError; actions: SetupActions }) {
  const explanation = explainProblem(error);
  const action = findAction(id, error, actions);
  const number = Object.keys(setupChecks).indexOf(id) + 1;
  return (
    <section
      class="card error-card"
      aria-labelledby="first-title"
      data-testid="error-card"
      data-error-code={error.code}
    >
      <p class="hint">{translate('setup_step', number)}</p>
      <h2 id="first-title">
        <ErrorSign />
        {explanation.title}
      </h2>
      <ProblemText {...explanation} />
      {action && (
        <div class="actions">
          <button type="button" class="primary" data-testid="setup-action" onClick={action.run}>
            {action.label}
          </button>
        </div>
      )}
      <div class="error-foot">
        <p class="support">
          {translate('error_card_support')} <code data-testid="error-support">{explanation.support}</code>
        </p>
      </div>
    </section>
  );
}

function Notice({ title, text, children }: { title: string; text: string; children: ComponentChildren }) {
  return (
    <section class="card good-card" aria-labelledby="first-title">
      <h2 id="first-title">{title}</h2>
      <p>{text}</p>
      <div class="actions">{children}</div>
    </section>
  );
}

export function FirstStep({ first, actions }: { first: CheckResult | undefined; actions: SetupActions }) {
  if (first?.error) return <Problem id={first.id} error={first.error} actions={actions} />;
  const openSite = (
    <button type="button" class="primary" data-testid="setup-action" onClick={actions.openSite}>
      {translate('setup_open_site')}
    </button>
  );
  const renew = (
    <button type="button" class="secondary" data-testid="setup-renew" onClick={actions.renew}>
      {translate('popup_renew')}
    </button>
  );
  return first ? (
    <Notice title={translate('setup_page_todo_title')} text={translate('setup_page_todo_text')}>
      {openSite}
      {renew}
    </Notice>
  ) : (
    <Notice title={translate('setup_ready_title')} text={translate('setup_ready_text')}>
      {openSite}
      {renew}
    </Notice>
  );
}
