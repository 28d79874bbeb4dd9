// Certificates to choose from, each with what is known of it: one, or, ticked, as many as the clerk likes.
import { translate } from '../../base/i18n.ts';
import type { Choice } from '../../flows/survey-tokens.ts';
import { CertificateFacts } from './certificate-facts.tsx';

/** The only certificate there is, so that nothing has to be chosen. */
export function OnlyCertificate({ choice, error }: { readonly choice: Choice; readonly error?: string | undefined }) {
  return (
    <section class="card" aria-labelledby="token-heading" data-testid="certificate-card">
      <h2 id="token-heading">{translate('token_heading')}</h2>
      <CertificateFacts choice={choice} />
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

interface Props {
  readonly heading: string;
  /** Stands above the choices; '' says nothing. */
  readonly hint?: string;
  readonly choices: readonly Choice[];
  readonly keyOf: (choice: Choice) => string;
  readonly isMany?: boolean;
  /** By their keys. */
  readonly isChosen: (key: string) => boolean;
  readonly onChoose: (key: string) => void;
  readonly isLocked: boolean;
  readonly error: string | undefined;
}

export function CertificateChoices(props: Props) {
  const { heading, hint = '', choices, keyOf, isMany = false, isChosen, onChoose, isLocked, error } = props;
  const describedBy = [...(error ? ['choice-error'] : []), ...(hint === '' ? [] : ['choice-hint'])];
  return (
    <fieldset class="card choices" disabled={isLocked} aria-describedby={describedBy.join(' ') || undefined}>
      <legend>{heading}</legend>
      {hint !== '' && (
        <p class="hint" id="choice-hint">
          {hint}
        </p>
      )}
      {choices.map((choice) => {
        const key = keyOf(choice);
        return (
          <label
            class="choice"
            key={key}
            data-testid="certificate-choice"
            data-chip-number={choice.token.chipNumber}
            data-certificate-hash={choice.certificate.hash}
          >
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name="choice"
              checked={isChosen(key)}
              onChange={() => onChoose(key)}
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
