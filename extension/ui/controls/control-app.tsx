// The window of one question that a page's control asks.
import { useEffect } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import type { Store } from '../../base/store.ts';
import type { ClerkQuestion } from '../../controls/question-messages.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { useStore } from '../parts/use-store.ts';
import type { ControlController } from './control-controller.ts';
import type { ControlAction, ControlState } from './control-state.ts';
import { QuestionForm } from './question-form.tsx';
import { questionWords } from './question-words.ts';

interface Props {
  readonly question: ClerkQuestion;
  readonly siteName: string;
  readonly store: Store<ControlState, ControlAction>;
  readonly controller: ControlController;
}

export function ControlApp({ question, siteName, store, controller }: Props) {
  const state = useStore(store);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // While Chinese is being composed, Esc belongs to the input method.
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      controller.cancel();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [controller]);
  return (
    <>
      <header>
        <img src="/icon/48.png" alt="" width="40" height="40" />
        <div>
          <p class="brand">{translate('window_brand')}</p>
          <h1>{translate(questionWords[question.call.kind].title)}</h1>
          <p class="site" data-testid="site-name">
            {translate('site_label', siteName)} <span class="number">{question.origin}</span>
          </p>
        </div>
      </header>
      <main data-testid="control-window" data-screen={state.screen} data-kind={question.call.kind}>
        {state.screen === 'connecting' && (
          <p class="connecting" data-testid="connecting">
            <span class="spinner" aria-hidden="true" />
            {translate('connecting')}
          </p>
        )}
        {state.screen === 'blocked' && state.error && (
          <>
            <ErrorCard
              error={state.error}
              retryLabel={translate('recheck_button')}
              onRetry={() => void controller.refresh()}
            />
            <div class="actions">
              <button type="button" class="plain" data-testid="cancel-button" onClick={controller.cancel}>
                {translate('cancel_button')}
              </button>
            </div>
          </>
        )}
        {(state.screen === 'question' || state.screen === 'busy') && (
          <QuestionForm question={question} state={state} dispatch={store.dispatch} controller={controller} />
        )}
      </main>
    </>
  );
}
