// Which U盾 is meant: shown when it is chosen and the only one, chosen by the clerk when there are several.
import type { Token } from '../../../shared/protocol/messages.ts';
import { translate } from '../../base/i18n.ts';
import { TokenFacts } from './token-facts.tsx';
import { keyOfToken } from './token-names.ts';

interface Props {
  readonly tokens: readonly Token[];
  readonly chosenKey: string;
  readonly isLocked: boolean;
  readonly onChoose: (key: string) => void;
}

export function TokenChoice({ tokens, chosenKey, isLocked, onChoose }: Props) {
  const [only] = tokens;
  if (only && tokens.length === 1 && chosenKey !== '') {
    return (
      <section class="card" aria-labelledby="token-heading" data-testid="token-card">
        <h2 id="token-heading">{translate('tokens_plugged_heading')}</h2>
        <TokenFacts token={only} />
      </section>
    );
  }
  return (
    <fieldset class="card choices" disabled={isLocked} aria-describedby="token-choice-hint">
      <legend>{translate('tokens_choose_heading')}</legend>
      <p class="hint" id="token-choice-hint">
        {translate('tokens_choose_hint')}
      </p>
      {tokens.map((token) => {
        const key = keyOfToken(token, tokens);
        return (
          <label class="choice" key={key} data-testid="token-choice" data-chip-number={token.chipNumber}>
            <input type="radio" name="token" checked={key === chosenKey} onChange={() => onChoose(key)} />
            <div class="choice-facts">
              <TokenFacts token={token} />
            </div>
          </label>
        );
      })}
    </fieldset>
  );
}
