// Whose certificate: shown when there is one, chosen when there are several; ticked where the site shall see them.
import { translate } from '../../base/i18n.ts';
import { CertificateFacts } from '../parts/certificate-facts.tsx';
import type { ControlAction, ControlState } from './control-state.ts';

interface Props {
  readonly state: ControlState;
  readonly isMany: boolean;
  readonly isLocked: boolean;
  readonly dispatch: (change: ControlAction) => void;
}

export function ChoiceList({ state: { choices, chosen, picked, fieldErrors }, isMany, isLocked, dispatch }: Props) {
  const [only] = choices;
  const error = fieldErrors.choice;
  if (only && choices.length === 1)
    return (
      <section class="card" aria-labelledby="token-heading" data-testid="certificate-card">
        <h2 id="token-heading">{translate('token_heading')}</h2>
        <CertificateFacts choice={only} />
      </section>
    );
  return (
    <fieldset class="card choices" disabled={isLocked} aria-describedby={error ? 'choice-error' : undefined}>
      <legend>{translate(isMany ? 'control_pick_heading' : 'control_choose_heading')}</legend>
      {choices.map((choice) => {
        const { hash } = choice.certificate;
        const toggle = () =>
          dispatch({ picked: picked.includes(hash) ? picked.filter((one) => one !== hash) : [...picked, hash] });
        return (
          <label class="choice" key={hash} data-testid="certificate-choice" data-certificate-hash={hash}>
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name="choice"
              checked={isMany ? picked.includes(hash) : hash === chosen}
              onChange={isMany ? toggle : () => dispatch({ chosen: hash })}
            />
            <div class="choice-facts">
              <CertificateFacts choice={choice} isCompact />
            </div>
          </label>
        );
      })}
      {error && (
        <p class="field-error" id="choice-error" role="alert" data-testid="choice-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
