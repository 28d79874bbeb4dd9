// One line on the U盾: what is plugged in now, or why that cannot be told, with the way to put it right.
import { describeError } from '../../base/error-words.ts';
import { translate } from '../../base/i18n.ts';
import type { TokenLook } from './look-for-tokens.ts';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly look: TokenLook;
  readonly actions: Pick<PopupActions, 'open'>;
}

function describe(look: TokenLook): string {
  if (look.state === 'asking') return translate('popup_tokens_asking');
  if (look.state === 'failed') return describeError(look.error).title;
  return look.tokens.length === 0
    ? translate('popup_tokens_none')
    : translate('popup_tokens_plugged', look.tokens.length);
}

export function TokenLine({ look, actions }: Props) {
  const isFailed = look.state === 'failed';
  return (
    <div class={isFailed ? 'token-line failed' : 'token-line'} data-testid="token-line" data-state={look.state}>
      <p role="status">{describe(look)}</p>
      {isFailed && (
        <a
          href="/setup.html"
          target="_blank"
          rel="noreferrer"
          data-testid="open-setup-for-error"
          data-error-code={look.error.code}
          onClick={(event) => {
            event.preventDefault();
            actions.open('/setup.html');
          }}
        >
          {translate('popup_tokens_setup')}
        </a>
      )}
    </div>
  );
}
