// Who came without a page has name and phone from the unit profile of the chosen certificate, as long as nothing else was typed.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import { normaliseName } from '../../../shared/normalise-name.ts';
import type { Store } from '../../base/store.ts';
import type { Unit } from '../../settings/unit.ts';
import { findChoice, keyOfChoice, type OperationAction, type OperationState } from './operation-state.ts';

function findUnit({ creditCode, unitName }: CertificateDescription, units: readonly Unit[]): Unit | undefined {
  return (
    units.find((unit) => unit.creditCode !== '' && unit.creditCode === creditCode) ??
    units.find((unit) => normaliseName(unit.unitName) === normaliseName(unitName))
  );
}

/** Follows the choice for the window's life. What the clerk, or the page the clerk came from, gave is left alone. */
export function fillAgent(store: Store<OperationState, OperationAction>, units: readonly Unit[]): void {
  let filledFor = '';
  let filled = { agentName: '', agentPhone: '' };
  store.subscribe(() => {
    const state = store.read();
    const choice = findChoice(state);
    if (!choice || state.screen !== 'form' || keyOfChoice(choice) === filledFor) return;
    filledFor = keyOfChoice(choice);
    const unit = findUnit(choice.certificate, units);
    const next = { agentName: unit?.agentName ?? '', agentPhone: unit?.agentMobile ?? '' };
    const before = filled;
    filled = next;
    for (const field of ['agentName', 'agentPhone'] as const)
      if (state.form[field] === before[field] && next[field] !== before[field])
        store.dispatch({ type: 'edit', field, value: next[field] });
  });
}
