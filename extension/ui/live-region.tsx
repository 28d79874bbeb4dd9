// Says what changed to those who do not see it.
import { formatDate } from './format-time.ts';
import { translate } from './i18n.ts';
import type { OperationState } from './operation-state.ts';

function describe({ screen, check, run, result, isRechecking }: OperationState): string {
  if (screen === 'connecting') return translate('connecting');
  if (screen === 'blocked') return isRechecking ? translate('busy_checking') : '';
  if (screen === 'running' && run) return `${translate('running_heading')} ${translate('running_warning')}`;
  if (screen === 'done' && result) {
    return `${translate('done_title')} ${translate('done_new_expiry_label')} ${formatDate(result.notAfter)}`;
  }
  if (screen === 'form' && check === 'busy') return translate('verifying');
  if (screen === 'form' && check === 'passed') return translate('verified');
  return screen === 'form' ? translate('token_heading') : '';
}

export function LiveRegion({ state }: { state: OperationState }) {
  return (
    <p class="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
      {describe(state)}
    </p>
  );
}
