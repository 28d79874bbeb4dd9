// The certificate to renew: shown when there is one, chosen by the clerk when there are several.
import type { Operation } from '../../../shared/protocol/messages.ts';
import { translate } from '../../base/i18n.ts';
import type { Choice } from '../../flows/survey-tokens.ts';
import { CertificateFacts } from '../parts/certificate-facts.tsx';
import { keyOfChoice } from './operation-state.ts';
import { operationWords } from './operation-words.ts';

interface Props {
  readonly operation: Operation;
  readonly choices: readonly Choice[];
  readonly choiceKey: string;
  readonly error: string | undefined;
  readonly isLocked: boolean;
  readonly onChoose: (choiceKey: string) => void;
}

export function CertificateChoice({ operation, choices, choiceKey, error, isLocked, onChoose }: Props) {
  const [only] = choices;
  // One that is not the one that the clerk came for has to be chosen.
  if (only && choices.length === 1 && choiceKey !== '') {
    return (
      <section class="card" aria-labelledby="token-heading" data-testid="certificate-card">
        <h2 id="token-heading">{translate('token_heading')}</h2>
        <CertificateFacts choice={only} />
        {error && (
          <p class="field-error" role="alert">
            {error}
          </p>
        )}
      </section>
    );
  }
  const hasSeveral = choices.length > 1;
  const describedBy = [...(error ? ['choice-error'] : []), ...(hasSeveral ? ['choice-hint'] : [])];
  return (
    <fieldset class="card choices" disabled={isLocked} aria-describedby={describedBy.join(' ') || undefined}>
      <legend>{translate(operationWords[operation].chooseHeading)}</legend>
      {hasSeveral && (
        <p class="hint" id="choice-hint">
          {translate('token_choose_hint')}
        </p>
      )}
      {choices.map((choice) => {
        const key = keyOfChoice(choice);
        return (
          <label
            class="choice"
            key={key}
            data-testid="certificate-choice"
            data-chip-number={choice.token.chipNumber}
            data-certificate-hash={choice.certificate.hash}
          >
            <input type="radio" name="choice" checked={key === choiceKey} onChange={() => onChoose(key)} />
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
