// Says what changed to those who do not see it.
import { formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import type { OperationState } from './operation-state.ts';
import { operationWords } from './operation-words.ts';

function describe({ screen, check, run, result, isRechecking, operation }: OperationState): string {
  const words = operationWords[operation];
  if (screen === 'connecting') return translate('connecting');
  if (screen === 'blocked') return isRechecking ? translate('busy_checking') : '';
  if (screen === 'running' && run) return `${translate(words.runningHeading)} ${translate('running_warning')}`;
  if (screen === 'done' && result) {
    return `${translate(words.doneTitle)} ${translate('done_new_expiry_label')} ${formatDate(result.notAfter)}`;
  }
  if (screen === 'comparing') return translate('compare_heading');
  if (screen === 'declined') return translate('declined_text');
  if (screen === 'form' && check === 'busy') return translate('verifying');
  if (screen === 'form' && check === 'passed') return translate(words.verified);
  return screen === 'form' ? translate('token_heading') : '';
}

export function LiveRegion({ state }: { state: OperationState }) {
  return (
    <p class="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
      {describe(state)}
    </p>
  );
}
