// How fresh the list is, and what stands in the way of asking: nobody logged in, or no answer.
import { useState } from 'preact/hooks';
import { formatMoment } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import type { OrderBook } from '../../orders/order-store.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly book: OrderBook;
  readonly links: SiteProfile['links'];
  readonly actions: Pick<PopupActions, 'open' | 'poll'>;
}

export function PollState({ book, links, actions }: Props) {
  const [isBusy, setIsBusy] = useState(false);
  const poll = async () => {
    setIsBusy(true);
    await actions.poll().catch(() => undefined);
    setIsBusy(false);
  };
  const { isLoggedOut, failureCount, checkedAt, orders } = book;
  if (orders.length === 0 && !isLoggedOut && failureCount === 0) return null;
  return (
    <div role="status">
      {isLoggedOut && (
        <div class="notice warn" data-testid="popup-logged-out">
          <p>{translate('popup_logged_out')}</p>
          <button type="button" class="primary" data-testid="open-login" onClick={() => actions.open(links.login)}>
            {translate('popup_login')}
          </button>
        </div>
      )}
      {!isLoggedOut && failureCount > 0 && (
        <p class="notice warn" data-testid="popup-error">
          {translate('popup_error')}
        </p>
      )}
      <p class="freshness soft">
        <span data-testid="popup-checked">
          {checkedAt ? translate('popup_checked', formatMoment(checkedAt)) : translate('popup_never_checked')}
        </span>
        <button
          type="button"
          class="plain"
          data-testid="poll-now"
          aria-busy={isBusy}
          disabled={isBusy}
          onClick={() => void poll()}
        >
          {translate(isBusy ? 'busy_checking' : 'popup_poll')}
        </button>
      </p>
    </div>
  );
}
