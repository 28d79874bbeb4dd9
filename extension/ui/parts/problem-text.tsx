// What an error card says: what happened, what to do, how that goes on this system, and what else it may be.

import { translate } from '../../base/i18n.ts';
import type { Explanation } from '../../setup/explain-problem.ts';

export function ProblemText({ what, next, how, causes }: Explanation) {
  return (
    <dl class="explain">
      <dt>{translate('error_card_what_label')}</dt>
      <dd data-testid="error-what">{what}</dd>
      <dt>{translate('error_card_next_label')}</dt>
      <dd>
        <p data-testid="error-next">{next}</p>
        {how && <p data-testid="error-how">{how}</p>}
      </dd>
      {causes.length > 0 && (
        <>
          <dt>{translate('setup_causes')}</dt>
          <dd>
            <ul data-testid="error-causes">
              {causes.map((cause) => (
                <li key={cause}>{cause}</li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </dl>
  );
}
