// Orders of the platform in the popup, and how fresh they are.

import { translate } from '../../base/i18n.ts';
import type { OrderBook } from '../../orders/order-store.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import { OrderItem } from './order-item.tsx';
import { PollState } from './poll-state.tsx';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly book: OrderBook;
  readonly links: SiteProfile['links'];
  readonly actions: PopupActions;
}

export function OrderSection({ book, links, actions }: Props) {
  return (
    <section aria-labelledby="orders-heading">
      <h2 id="orders-heading">{translate('popup_orders_heading')}</h2>
      <PollState book={book} links={links} actions={actions} />
      {book.orders.length === 0 ? (
        <div class="empty" data-testid="popup-empty">
          <p class="soft">{translate('popup_empty_hint')}</p>
          <button type="button" class="plain" data-testid="open-orders" onClick={() => actions.open(links.orderList)}>
            {translate('popup_open_orders')}
          </button>
        </div>
      ) : (
        <ul class="orders">
          {book.orders.map((order) => (
            <OrderItem key={order.orderNumber} order={order} links={links} actions={actions} />
          ))}
        </ul>
      )}
    </section>
  );
}
