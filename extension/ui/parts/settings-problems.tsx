// Says what is wrong with settings that an administrator gave, or that have gone wrong: where, and how.

import { translate } from '../../base/i18n.ts';
import type { SettingsProblem } from '../../settings/merge-settings.ts';
import { FaultText } from './fault-text.tsx';

export function SettingsProblems({ problems }: { readonly problems: readonly SettingsProblem[] }) {
  return (
    <>
      {problems.map((problem) => (
        <section
          key={`${problem.source} ${problem.path}`}
          class="card warn-card"
          data-testid="settings-problem"
          data-source={problem.source}
        >
          <p>{translate(problem.source === 'managed' ? 'setup_policy_problem' : 'setup_own_problem')}</p>
          <FaultText {...problem} />
        </section>
      ))}
    </>
  );
}
