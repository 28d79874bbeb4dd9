// The setup page: the first thing that is not in order on top, below it every check, last what helps the help desk.
import type { ComponentChildren } from 'preact';
import { translate } from '../../base/i18n.ts';
import { describeDetails } from '../../setup/describe-details.ts';
import { findFirst, runChecks } from '../../setup/setup-checks.ts';
import type { SetupController } from '../../setup/setup-controller.ts';
import { PageShell } from '../parts/page-shell.tsx';
import { SettingsProblems } from '../parts/settings-problems.tsx';
import { useStore } from '../parts/use-store.ts';
import { CheckList } from './check-list.tsx';
import { ControlFindingsCard } from './control-findings.tsx';
import { FirstStep, type SetupActions } from './first-step.tsx';

interface Props {
  readonly controller: SetupController;
  readonly actions: SetupActions;
  /** Stands at the end. */
  readonly children?: ComponentChildren;
}

export function SetupApp({ controller, actions, children }: Props) {
  const state = useStore(controller.store);
  const results = runChecks(state);
  const first = findFirst(results);
  // Until everything was looked at once, "first" may change at any moment: one calm line, then the answer.
  const isLooking = results.some((result) => result.state === 'waiting');
  const view = isLooking ? 'looking' : (first?.id ?? 'ready');
  return (
    <PageShell page="setup" title={translate('setup_title')} view={view}>
      <div role="status" data-testid="setup-first">
        {isLooking ? (
          <p class="connecting">
            <span class="spinner" aria-hidden="true" />
            {translate('setup_connecting')}
          </p>
        ) : (
          <FirstStep first={first} actions={actions} />
        )}
      </div>
      {(state.sites ?? [])
        .filter(({ isConfirmed }) => !isConfirmed)
        .map(({ id, name }) => (
          <p key={id} class="hint" data-testid="unconfirmed-site">
            {translate('setup_unconfirmed', name)}
          </p>
        ))}
      <SettingsProblems problems={state.settingsProblems ?? []} />
      {state.findings && <ControlFindingsCard findings={state.findings} />}
      <CheckList results={results} details={describeDetails(state)} />
      <div class="actions recheck">
        <button
          type="button"
          class="secondary"
          data-testid="recheck"
          aria-busy={state.isBusy}
          onClick={() => !state.isBusy && void controller.recheck()}
        >
          {translate(state.isBusy ? 'busy_checking' : 'setup_recheck')}
        </button>
        <p class="hint">{translate('setup_live_hint')}</p>
      </div>
      {children}
    </PageShell>
  );
}
