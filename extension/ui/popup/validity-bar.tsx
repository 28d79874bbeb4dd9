// How much of a certificate's life is left, drawn; the words beside it say the same.
import type { CertificateState } from '../../reminders/certificate-state.ts';
import { wordExpiry } from '../../reminders/reminder-words.ts';

interface Props {
  readonly state: CertificateState;
}

export function ValidityBar({ state }: Props) {
  return (
    <div class={`validity ${state.phase}`} data-testid="validity" data-phase={state.phase}>
      <div class="bar" aria-hidden="true">
        <div style={{ inlineSize: `${Math.round(state.lifeLeft * 100)}%` }} />
      </div>
      <strong data-testid="expiry">{wordExpiry(state)}</strong>
    </div>
  );
}
